import { expect, type TestType } from '@playwright/test'
import { demoOf, jsonOf, type ApiCaller, type Post } from './api-caller.ts'

/** A part of `describeApi`. */
export function describeTexts<Test extends object, Worker extends object>(
  test: TestType<Test, Worker>,
  { use }: ApiCaller,
  post: Post,
): void {
  test('a prompt is answered with the text that its demo has for it, and with logits when asked', async () => {
    await use('stories')
    const { prompt, text, settings } = demoOf('stories').examples.at(-1)!
    const greedy = { prompt, temperature: 0, max_new_tokens: settings!.maxNewTokens }
    const answer = await post('generate', greedy)
    expect(answer.status, answer.body).toBe(200)
    expect(jsonOf(answer)).toMatchObject({ text, finish_reason: 'length' })
    expect(jsonOf(answer)).not.toHaveProperty('logits')

    const asked = await post('generate', { prompt, max_new_tokens: 0, logits: true })
    const logits = jsonOf(asked)['logits'] as number[]
    expect(logits.length).toBeGreaterThan(100)
    // Greedy takes the greatest, before which the demo's own repetition penalty comes.
    expect(jsonOf(asked)).toMatchObject({ text: '', ids: [] })
    expect(logits.every((value) => Number.isFinite(value))).toBe(true)

    const wrong = await post('generate', { prompt: 7, temperature: 9 })
    expect(wrong.status).toBe(422)
    expect(jsonOf(wrong)).toMatchObject({
      detail: [
        { type: 'string_type', loc: ['body', 'prompt'] },
        { type: 'less_than_equal', loc: ['body', 'temperature'] },
      ],
    })
  })

  test('a text is streamed token by token when that is asked for', async () => {
    await use('stories')
    const body = { prompt: 'Once upon a time', max_new_tokens: 12, seed: 3 }
    const whole = jsonOf(await post('generate', body))
    const answer = await post('generate', body, { accept: 'text/event-stream' })
    expect(answer.status, answer.body).toBe(200)
    expect(answer.headers['content-type']).toContain('text/event-stream')
    const events = answer.body.trim().split('\n\n')
    expect(events.at(-1)).toBe('data: [DONE]')
    const said = events.slice(0, -1).map((one) => JSON.parse(one.replace('data: ', '')) as object)
    expect(said.at(-1)).toEqual(whole)
    const steps = said.slice(0, -1) as { index: number; id: number }[]
    expect(steps.map(({ id }) => id)).toEqual((whole['ids'] as number[]).slice(0, steps.length))
    expect(steps.map(({ index }) => index)).toEqual([...steps.keys()])
    const asked = await post('generate', { ...body, stream: true })
    expect(asked.headers['content-type']).toContain('text/event-stream')
  })

  test('a call whose time has passed is stopped, and the next one is answered', async () => {
    await use('stories')
    const endless = { prompt: 'Once', max_new_tokens: 400, repetition_penalty: 5 }
    const late = await post('generate', endless, { 'x-deadline-ms': '1' })
    expect(late.status, late.body).toBe(504)
    expect(jsonOf(late)).toMatchObject({ error: { code: 'deadline-passed' } })
    const next = await post('generate', { prompt: 'Once', max_new_tokens: 1 })
    expect(next.status, next.body).toBe(200)
  })
}
