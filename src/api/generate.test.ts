import { describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationInput } from '../protocol/tasks.ts'
import { buildGeneration, buildStep, buildStories } from '../testing/builders.ts'
import { buildRequest, callApi, FakeApiHost, type FakeAnswers } from '../testing/fake-api-host.ts'
import { answerSchemas } from './answer-schemas.ts'
import { createApi } from './api.ts'
import { metricsIn, total } from '../../e2e/support/api-metrics.ts'

const pieces = [' swam', ' near', ' “us” \n']
const whole = { text: pieces.join(''), tokens: pieces, ids: [200, 201, 202], finish_reason: 'stop' }

const writes: NonNullable<FakeAnswers['run']> = (_, { onProgress }) => {
  for (const [index, piece] of pieces.entries()) onProgress(buildStep(piece, index))
  return buildGeneration(pieces)
}

function apiOf(run: NonNullable<FakeAnswers['run']>) {
  const host = new FakeApiHost({ manifest: buildStories(), run })
  return { host, api: createApi(host) }
}

const streamed = { headers: { 'content-type': 'application/json', accept: 'text/event-stream' } }

async function counted(api: ReturnType<typeof createApi>) {
  return metricsIn((await callApi(api, 'GET', 'metrics')).text)
}

describe('a prompt', () => {
  it('is answered with its continuation, by the settings of the model', async () => {
    const { host, api } = apiOf(writes)
    const { status, json } = await callApi(api, 'POST', 'generate', { prompt: 'A fish' })
    expect(status).toBe(200)
    expect(answerSchemas.generation.parse(json())).toEqual(whole)
    expect(host.inputs).toEqual([{ prompt: 'A fish', settings: buildStories().defaults }])
  })

  it('is written on by the settings of the call', async () => {
    const { host, api } = apiOf(writes)
    const settings = {
      max_new_tokens: 3,
      temperature: 0,
      top_k: 1,
      top_p: 0.5,
      repetition_penalty: 1.5,
      seed: 11,
    }
    await callApi(api, 'POST', 'generate', { prompt: '', ...settings })
    const [input] = host.inputs as [TextGenerationInput]
    expect(input.settings).toEqual({
      maxNewTokens: 3,
      temperature: 0,
      topK: 1,
      topP: 0.5,
      repetitionPenalty: 1.5,
      seed: 11,
    })
  })

  it('can be a conversation', async () => {
    const { host, api } = apiOf(writes)
    const messages = [{ role: 'user', content: 'Hello' }]
    expect(await callApi(api, 'POST', 'generate', { messages })).toMatchObject({ status: 200 })
    expect(host.inputs).toMatchObject([{ prompt: messages }])
    const both = await callApi(api, 'POST', 'generate', { messages, prompt: 'x' })
    expect(both.json()).toMatchObject({ error: { field: 'messages' } })
    const wrong = await callApi(api, 'POST', 'generate', {
      messages: [{ role: 'god', content: '' }],
    })
    expect(wrong.json()).toMatchObject({ error: { field: 'messages.0.role' } })
  })

  it('is answered with logits when they are asked for, each to the bit', async () => {
    const logits = Float32Array.from([0.1, -7.123456789, 1e-12, 3])
    const { host, api } = apiOf(() => buildGeneration([], { logits }))
    const { json } = await callApi(api, 'POST', 'generate', { prompt: 'x', logits: true })
    expect(Float32Array.from(json()['logits'] as number[])).toEqual(logits)
    expect(host.inputs).toMatchObject([{ logits: true }])
  })

  it('that the model refuses is a 422 with the field', async () => {
    const facts = { setting: 'Max new tokens', value: 9999, range: 'from 1 to 512' }
    const out = apiOf(() => Promise.reject(new VitrineError('setting-out-of-range', facts)))
    const { status, json } = await callApi(out.api, 'POST', 'generate', { prompt: 'x' })
    expect(status).toBe(422)
    expect(json()).toMatchObject({
      error: { code: 'setting-out-of-range', field: 'max_new_tokens' },
      detail: [{ type: 'setting_out_of_range', loc: ['body', 'max_new_tokens'] }],
    })
  })
})

describe('a stream', () => {
  it('has an event for each token, then the whole answer, then [DONE]', async () => {
    const { api } = apiOf(writes)
    for (const [body, parts] of [
      [{ prompt: 'A fish' }, streamed],
      [{ prompt: 'A fish', stream: true }, {}],
    ] as const) {
      const { status, headers, text } = await callApi(api, 'POST', 'generate', body, {
        ...parts,
        body: new TextEncoder().encode(JSON.stringify(body)),
      })
      expect(status).toBe(200)
      expect(headers).toMatchObject({ 'content-type': 'text/event-stream' })
      const events = text.split('\n\n')
      expect(events.slice(-2)).toEqual(['data: [DONE]', ''])
      const said = events.slice(0, -2).map((one) => JSON.parse(one.slice(6)) as unknown)
      expect(said).toEqual([
        { index: 0, text: ' swam', token: 'Ġswam', id: 200, prob: 0.612 },
        { index: 1, text: ' near', token: 'Ġnear', id: 201, prob: 0.612 },
        { index: 2, text: ' “us” \n', token: 'Ġ“us” \n', id: 202, prob: 0.612 },
        whole,
      ])
    }
  })

  it('that fails before its first token is an error like any other', async () => {
    const { api } = apiOf(() => Promise.reject(new VitrineError('context-full')))
    const { status, json } = await callApi(api, 'POST', 'generate', { prompt: 'x', stream: true })
    expect(status).toBe(422)
    expect(json()).toMatchObject({ error: { code: 'context-full', field: 'prompt' } })
    const counts = await counted(api)
    expect(total(counts, 'vitrine_requests_total', 'generate', '"422"')).toBe(1)
    expect(total(counts, 'vitrine_requests_total', 'generate')).toBe(1)
  })

  it('that fails in the middle ends with an event “error”', async () => {
    const { api } = apiOf((_, { onProgress }) => {
      onProgress(buildStep(' swam'))
      return Promise.reject(new VitrineError('worker-died'))
    })
    const { status, text } = await callApi(api, 'POST', 'generate', { prompt: 'x', stream: true })
    expect(status).toBe(200)
    const events = text.split('\n\n')
    expect(events).toHaveLength(3)
    const [name, data] = events[1]!.split('\n')
    expect(name).toBe('event: error')
    expect(answerSchemas.error.parse(JSON.parse(data!.slice(6)))).toMatchObject({
      error: { code: 'worker-died' },
    })
    expect(total(await counted(api), 'vitrine_errors_total', 'worker-died')).toBe(1)
  })

  it('tells each token once, also where a run was repeated after a lost GPU', async () => {
    const { api } = apiOf((_, { onProgress }) => {
      for (const index of [0, 1, 0, 1, 2]) onProgress(buildStep(pieces[index]!, index))
      return buildGeneration(pieces)
    })
    const { text } = await callApi(api, 'POST', 'generate', { prompt: 'x', stream: true })
    const indices = [...text.matchAll(/"index":(\d)/g)].map(([, index]) => index)
    expect(indices).toEqual(['0', '1', '2'])
  })

  it('that nobody reads any more ends its run, begun or not', async () => {
    for (const reads of [0, 1]) {
      let signal: AbortSignal | undefined
      const { api } = apiOf((_, asked) => {
        signal = asked.signal
        asked.onProgress(buildStep(' swam'))
        return new Promise(() => {})
      })
      const { body } = await api.handle(
        buildRequest('POST', 'generate', { prompt: 'x', stream: true }),
      )
      if (typeof body === 'string') throw new Error('no stream')
      const reader = body[Symbol.asyncIterator]()
      for (let i = 0; i < reads; i++) await reader.next()
      await reader.return?.()
      expect(signal?.aborted).toBe(true)
      expect(await reader.next()).toMatchObject({ done: true })
      // Then the call is over, and not held against the model.
      await vi.waitFor(async () => {
        const counts = await counted(api)
        expect(total(counts, 'vitrine_requests_in_flight')).toBe(1)
        expect(total(counts, 'vitrine_errors_total', 'caller-gone')).toBe(1)
      })
    }
  })

  it('is counted when it has ended, with its tokens', async () => {
    const { api } = apiOf(writes)
    await callApi(api, 'POST', 'generate', { prompt: 'x', stream: true })
    const counts = await counted(api)
    expect(total(counts, 'vitrine_requests_total', 'route="generate"', 'status="200"')).toBe(1)
    expect(total(counts, 'vitrine_generated_tokens_total', 'model="stories"')).toBe(3)
  })
})
