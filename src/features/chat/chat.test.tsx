import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration } from '../../testing/builders.ts'
import {
  button,
  log,
  message,
  openChat,
  openTalked,
  speed,
  turns,
  write,
} from '../../testing/chat-page.tsx'
import { FakeEngine } from '../../testing/fake-engine.ts'

const spoken = () =>
  [...document.querySelectorAll('[aria-live=polite].sr-only')].map((node) => node.textContent)

describe('a chat', () => {
  it('shows what was said as it comes, and gives the model every turn before', async () => {
    const { run, say } = await openChat()
    await say('Hello')
    expect(message().value).toBe('')
    expect(turns()).toEqual(['You: Hello', 'Model: '])
    expect((await run(0)).input.prompt).toEqual([{ role: 'user', content: 'Hello' }])
    await write(await run(0), [' Hi', ' there'])
    expect(turns()).toEqual(['You: Hello', 'Model: Hi there'])
    ;(await run(0)).finish(buildGeneration([' Hi', ' there', '.']))
    await waitFor(() => expect(turns()).toEqual(['You: Hello', 'Model: Hi there.']))

    await say('Bye')
    expect((await run(1)).input.prompt).toEqual([
      { role: 'user', content: 'Hello' },
      // As the model wrote it, or its tokens would not be those in the cache.
      { role: 'assistant', content: ' Hi there.' },
      { role: 'user', content: 'Bye' },
    ])
  })

  it('says how fast it was, what was reused, and how full the context is', async () => {
    const { run, say } = await openChat()
    expect(speed()).toBe('Not run yet')
    await say('Hello')
    expect(speed()).toBe('Waiting for the first token…')
    await write(await run(0), ['Hi', '.'])
    expect(speed()).toBe('4.0 tokens/s · 2 tokens')
    const counts = { promptTokens: 240, reusedTokens: 214 }
    ;(await run(0)).finish(buildGeneration(['Hi', '.'], counts))
    await waitFor(() =>
      expect(speed()).toBe(
        '148 tokens/s · first after 12 ms · 2 tokens · reused 214 of 240 prompt tokens',
      ),
    )
    const meter = screen.getByRole('meter', { name: 'Context' })
    expect(meter.getAttribute('aria-valuenow')).toBe('242')
    expect(meter.getAttribute('aria-valuetext')).toBe('Context: 242 of 512 tokens')
  })

  it('puts the system prompt first', async () => {
    const { user, run, say } = await openChat()
    await user.click(screen.getByText('System prompt'))
    await user.type(screen.getByRole('textbox', { name: 'System prompt' }), ' Be brief. ')
    await say('Hello')
    expect((await run(0)).input.prompt).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
    ])
  })

  it('works by keyboard alone: Enter sends, Shift+Enter breaks the line, Escape stops', async () => {
    const { user, run } = await openChat()
    message().focus()
    await user.keyboard('   {Enter}')
    expect(turns()).toEqual([])
    await user.clear(message())
    await user.keyboard('One{Shift>}{Enter}{/Shift}two{Enter}')
    expect((await run(0)).input.prompt).toEqual([{ role: 'user', content: 'One\ntwo' }])
    await write(await run(0), ['Three'])
    await user.keyboard('{Escape}')
    expect(await screen.findByText('You stopped it here.')).toBeTruthy()
    expect((await run(0)).isAborted()).toBe(true)
  })

  it('can be typed in while the model answers; only sending waits', async () => {
    const { engine, run, say } = await openChat()
    await say('Hello')
    await run(0)
    await say('And')
    expect(engine.runs).toHaveLength(1)
    expect(message().value).toBe('And')
    expect(button('Send')).toHaveProperty('disabled', true)
  })

  it('keeps a stopped answer, and gives it to the model as far as it came', async () => {
    const { user, run, say } = await openChat()
    await say('Hello')
    await write(await run(0), ['Hi', ' the'])
    await user.click(button('Stop'))
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      text: 'Hi the',
      tokens: ['Hi', 'Ġthe'],
      ids: [200, 201],
      finish_reason: 'abort',
    })
    await say('Go on')
    expect((await run(1)).input.prompt).toContainEqual({ role: 'assistant', content: 'Hi the' })
  })

  it('keeps a question whose answer was stopped before it began, and asks it together with the next', async () => {
    const { user, run, say } = await openChat()
    await say('Hello')
    await run(0)
    await user.click(button('Stop'))
    expect(turns()).toEqual(['You: Hello', 'Model: No answer has begun.'])
    await say('Anybody?')
    expect((await run(1)).input.prompt).toEqual([{ role: 'user', content: 'Hello\n\nAnybody?' }])
  })

  it('tells a screen reader that an answer began and how it ended, not every token', async () => {
    const { run, say } = await openChat()
    expect(log().getAttribute('aria-live')).toBe('off')
    await say('Hello')
    expect(spoken()).toContain('The model is answering.')
    await write(await run(0), ['Hi', '.'])
    expect(spoken()).toContain('The model is answering.')
    ;(await run(0)).finish(buildGeneration(['Hi', '.']))
    await waitFor(() => expect(spoken()).toContain('2 tokens written. The answer is complete.'))
  })

  it('says why an answer ends where that is not its own end', async () => {
    const { run, say } = await openChat()
    await say('Hello')
    ;(await run(0)).finish(buildGeneration(['Hi'], { finishReason: 'length' }))
    expect(await screen.findByText('It has written the 1 new token you allowed.')).toBeTruthy()
    await say('More')
    const full = { finishReason: 'length', contextFull: true } as const
    ;(await run(1)).finish(buildGeneration(['Hm'], full))
    expect(await screen.findByText(/^The context is full: .* The next message/)).toBeTruthy()
    await say('More')
    ;(await run(2)).finish(buildGeneration([]))
    expect(await screen.findByText('The model ended its turn without a word.')).toBeTruthy()
  })
})

describe('an error', () => {
  it('stands where it happened; the conversation stays, and the question can be asked again', async () => {
    const { user, run, say } = await openTalked()
    await say('What now?')
    ;(await run(2)).fail('worker-died')
    expect((await screen.findByRole('alert')).textContent).toContain('stopped unexpectedly')
    expect(turns()).toHaveLength(6)
    await user.click(button('Try again'))
    expect((await run(3)).input).toEqual((await run(2)).input)
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('in a setting is told before anything runs', async () => {
    const { engine, user, say } = await openChat()
    await user.clear(screen.getByRole('spinbutton', { name: 'Top-p' }))
    await say('Hello')
    expect((await screen.findByRole('alert')).textContent).toContain('Top-p is out of range.')
    expect(engine.runs).toHaveLength(0)
    expect(turns()[0]).toBe('You: Hello')
  })

  it('keeps what the model wrote before it', async () => {
    const { run, say } = await openChat()
    await say('Hello')
    await write(await run(0), ['Hi', ' the'])
    ;(await run(0)).fail('output-not-finite')
    await screen.findByRole('alert')
    expect(turns()).toEqual(['You: Hello', 'Model: Hi the'])
  })

  it('says nothing when loading was cancelled', async () => {
    const { user, say } = await openChat('?model=stories', new FakeEngine({ loadsAtOnce: false }))
    await say('Hello')
    await user.click(button('Cancel'))
    await waitFor(() => expect(turns()[1]).toBe('Model: No answer has begun.'))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
