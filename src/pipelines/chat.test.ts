import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../protocol/tasks.ts'
import { end, model, setUpChat, user } from '../testing/chat-model.ts'

/** The same request to a model that has never been asked anything. */
async function fresh(...request: Parameters<ReturnType<typeof setUpChat>['run']>) {
  const { text, ids, finishReason, candidates, promptTokens } = await setUpChat().run(...request)
  return { text, ids, finishReason, candidates, promptTokens }
}

describe('a conversation', () => {
  it('prefills only what is new in its second turn', async () => {
    const { run, willWrite, appended } = setUpChat()
    willWrite(['b', 'a', '!', '<end>'])
    const first = await run([user('ab')])
    expect(first).toMatchObject({ text: 'ba!', promptTokens: 5, reusedTokens: 0 })

    const messages = [user('ab'), model(first.text), user('a')]
    const second = await run(messages)
    // The first prompt and its answer; the token that ended it was picked, but never run.
    expect(second).toMatchObject({ promptTokens: 13, reusedTokens: 8 })
    expect(appended[0]).toHaveLength(5)
    expect(appended[0]?.[0]).toBe(end)
    expect(second).toMatchObject(await fresh(messages))
  })

  it('reuses every turn before, however many there are', async () => {
    const { run, willWrite } = setUpChat()
    let messages: ChatMessage[] = [{ role: 'system', content: 'ab' }]
    let seen = 0
    for (let turn = 0; turn < 6; turn += 1) {
      messages = [...messages, user('a'.repeat(turn + 1))]
      willWrite(['b', 'a', '<end>'])
      const { text, promptTokens, reusedTokens } = await run(messages)
      expect(reusedTokens).toBe(seen)
      seen = promptTokens + 2
      messages = [...messages, model(text)]
    }
  })

  it('reuses what stands before a turn that was edited', async () => {
    const { run, willWrite, appended } = setUpChat()
    willWrite(['b', '<end>'])
    await run([user('ab')])
    willWrite(['a', '<end>'])
    await run([user('ab'), model('b'), user('aa')])
    const edited = [user('ab'), model('b'), user('ab!')]
    const answer = await run(edited)
    // <user>ab<end><model>b<end><user>a: the edited turn itself is kept as far as it is the same.
    expect(answer.reusedTokens).toBe(9)
    expect(appended[0]).toHaveLength(answer.promptTokens - 9)
    expect(answer).toMatchObject(await fresh(edited))
  })

  it('runs one token of the prompt to answer it another time', async () => {
    const { run, appended } = setUpChat()
    const settings = { temperature: 2, seed: 1 }
    const first = await run([user('ab')], settings)
    const again = await run([user('ab')], { ...settings, seed: 2 })
    expect(again.reusedTokens).toBe(again.promptTokens - 1)
    expect(appended[0]).toHaveLength(1)
    expect(again.ids).not.toEqual(first.ids)
    expect(again).toMatchObject(await fresh([user('ab')], { ...settings, seed: 2 }))
    expect((await run([user('ab')], settings)).ids).toEqual(first.ids)
  })

  it('runs an answer again from where its tokens are not those that its text is read in', async () => {
    const { run, willWrite } = setUpChat()
    willWrite(['b', 't', 'h', 'a', '<end>'])
    const { text } = await run([user('ab')])
    expect(text).toBe('btha')
    const messages = [user('ab'), model(text), user('a')]
    const second = await run(messages)
    expect(second.reusedTokens).toBe(6)
    expect(second).toMatchObject(await fresh(messages))
    // From there on the cache holds the answer as it is read.
    const third = await run([...messages, model(second.text), user('b')])
    expect(third.reusedTokens).toBeGreaterThanOrEqual(second.promptTokens)
  })

  it('with another system prompt is run anew from there', async () => {
    const { run } = setUpChat()
    const of = (content: string): ChatMessage[] => [{ role: 'system', content }, user('ab')]
    await run(of('aab'))
    const other = await run(of('ab'))
    expect(other.reusedTokens).toBe(2)
    expect(other).toMatchObject(await fresh(of('ab')))
  })
})

describe('nothing stale is used', () => {
  const next = [user('ab'), model('b'), user('a')]

  it('after a stop', async () => {
    const { run, willWrite } = setUpChat()
    willWrite(['b', 'a', 'a', 'a', 'a'])
    await expect(run([user('ab')], {}, 3)).rejects.toMatchObject({ code: 'aborted' })
    // The answer goes into the next turn as far as it was shown.
    const stopped = [user('ab'), model('baa'), user('a')]
    const answer = await run(stopped)
    // The last of its three tokens was shown, but never run.
    expect(answer.reusedTokens).toBe(7)
    expect(answer).toMatchObject(await fresh(stopped))
  })

  it('after a stop before the first token', async () => {
    const { run } = setUpChat()
    await run([user('ab')])
    await expect(run([user('b')], {}, 0)).rejects.toMatchObject({ code: 'aborted' })
    expect(await run(next)).toMatchObject(await fresh(next))
  })

  it.each([
    ['in the prompt', 0],
    ['in the middle of an answer', 3],
  ])('after a failure %s', async (_, failsAfterRuns) => {
    const { run, willWrite, faults } = setUpChat()
    await run([user('ab')])
    willWrite(['a', 'a', 'a', 'a'])
    faults.failsAfterRuns = failsAfterRuns
    await expect(run(next)).rejects.toThrow('out of order')
    const answer = await run(next)
    expect(answer.reusedTokens).toBe(0)
    expect(answer).toMatchObject(await fresh(next))
  })

  it('where the cache cannot be cut', async () => {
    const { run, faults } = setUpChat()
    await run([user('ab')])
    faults.cutsAtMost = 3
    const other = [user('ab!')]
    const answer = await run(other)
    expect(answer.reusedTokens).toBe(3)
    expect(answer).toMatchObject(await fresh(other))
    faults.cutsAtMost = 0
    expect((await run(next)).reusedTokens).toBe(0)
  })

  it('between a conversation and a plain text', async () => {
    const { run } = setUpChat()
    await run([user('ab')])
    const text = '<user>ab<end><model>b'
    expect((await run(text)).reusedTokens).toBe(0)
    expect((await run(text)).reusedTokens).toBe(0)
    const answer = await run(next)
    expect(answer).toMatchObject(await fresh(next))
  })
})

describe('a conversation that no longer fits', () => {
  it('is refused, and what was held still serves a shorter one', async () => {
    const { run } = setUpChat(20)
    await run([user('ab')], { maxNewTokens: 3 })
    const long = [user('ab'), model('b'), user('a'.repeat(20))]
    await expect(run(long)).rejects.toMatchObject({
      code: 'context-full',
      facts: { contextLength: 20 },
    })
    expect((await run([user('ab')])).reusedTokens).toBe(4)
  })

  it('ends the answer where the context ends', async () => {
    const { run, willWrite } = setUpChat(8)
    willWrite(['a', 'a', 'a', 'a', 'a', 'a'])
    expect(await run([user('ab')])).toMatchObject({
      text: 'aaa',
      finishReason: 'length',
      contextFull: true,
    })
  })
})
