import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { metricsIn, total, unevenHistograms } from '../../e2e/support/api-metrics.ts'
import { createDeferred } from '../engine/deferred.ts'
import { VitrineError } from '../protocol/errors.ts'
import { buildClassification, buildPictures, buildStories } from '../testing/builders.ts'
import { callApi, FakeApiHost } from '../testing/fake-api-host.ts'
import { createApi } from './api.ts'
import { buckets, createRegistry } from './metrics-text.ts'

const image = btoa('a picture')

/** A model that answers when it is told to. */
function slowApi(limits = {}) {
  const runs: { readonly name: string; finish(): void; readonly signal: AbortSignal }[] = []
  const host = new FakeApiHost({
    manifest: buildPictures(),
    run: async (input, { signal }) => {
      const name = await (input as { image: Blob }).image.text()
      const done = createDeferred<ReturnType<typeof buildClassification>>()
      const predictions = [{ class: name, prob: 1 }]
      runs.push({ name, signal, finish: () => done.resolve(buildClassification({ predictions })) })
      return done.promise
    },
  })
  const api = createApi(host, { limits })
  const ask = (name: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    callApi(
      api,
      'POST',
      'predict',
      { image: btoa(name) },
      {
        headers: { 'content-type': 'application/json', ...headers },
        ...(signal && { signal }),
      },
    )
  return { api, host, runs, ask }
}

const settle = () => vi.waitFor(() => Promise.resolve())
const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true))

describe('calls of one model', () => {
  it('are run one after the other, in the order in which they came', async () => {
    const { host, runs, ask } = slowApi()
    const answers = ['a', 'b', 'c'].map((name) => ask(name))
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await until(() => runs.length === index + 1)
      expect(runs[index]).toMatchObject({ name })
      runs[index]!.finish()
    }
    for (const [index, { json }] of (await Promise.all(answers)).entries())
      expect(json()).toEqual({ predictions: [{ class: 'abc'[index], prob: 1 }] })
    expect(host.mostRunning).toBe(1)
  })

  it('are refused when too many wait, and taken again when one has gone', async () => {
    const { runs, ask } = slowApi({ waitingPerModel: 1 })
    const first = ask('a')
    await until(() => runs.length === 1)
    const second = ask('b')
    const third = await ask('c')
    expect(third).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(third.json()).toMatchObject({ error: { code: 'server-busy' }, detail: 'Server busy' })
    runs[0]!.finish()
    await until(() => runs.length === 2)
    const fourth = ask('d')
    runs[1]!.finish()
    await until(() => runs.length === 3)
    runs[2]!.finish()
    const statuses = (await Promise.all([first, second, fourth])).map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200])
  })

  it('do not wait for those of another model, but count among all', async () => {
    const stuck = () => new Promise<never>(() => {})
    const host = new FakeApiHost(
      { manifest: buildPictures(), run: stuck },
      { manifest: buildStories(), run: stuck },
    )
    const api = createApi(host, {
      limits: { waitingInAll: 1, deadlineMs: { predict: 40, batch: 40, generate: 40 } },
    })
    const all = await Promise.all([
      callApi(api, 'POST', 'predict', { image }),
      callApi(api, 'POST', 'predict', { image }),
      callApi(api, 'POST', 'generate', { prompt: 'x' }),
      callApi(api, 'POST', 'generate', { prompt: 'x' }),
    ])
    expect(all.map(({ status }) => status)).toEqual([504, 504, 504, 503])
    expect(host.mostRunning).toBe(2)
  })

  it('of a batch stand in line each by itself, also where that was full', async () => {
    const { api, runs, ask } = slowApi({ waitingPerModel: 1 })
    const batch = callApi(api, 'POST', 'predict/batch', { images: ['a', 'c'].map(btoa) })
    await until(() => runs.length === 1)
    const single = ask('b')
    await settle()
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await until(() => runs.length === index + 1)
      expect(runs[index]).toMatchObject({ name })
      runs[index]!.finish()
    }
    expect((await batch).json()).toEqual({
      results: ['a', 'c'].map((name) => ({ predictions: [{ class: name, prob: 1 }] })),
    })
    expect(await single).toMatchObject({ status: 200 })
  })

  it('leave the line when their caller goes', async () => {
    const { api, runs, ask } = slowApi()
    const first = ask('a')
    await until(() => runs.length === 1)
    const caller = new AbortController()
    const second = ask('b', {}, caller.signal)
    const third = ask('c')
    await settle()
    caller.abort()
    expect(await second).toMatchObject({ status: 499 })
    runs[0]!.finish()
    await until(() => runs.length === 2)
    expect(runs[1]).toMatchObject({ name: 'c' })
    runs[1]!.finish()
    await Promise.all([first, third])
    const counts = metricsIn((await callApi(api, 'GET', 'metrics')).text)
    expect(total(counts, 'vitrine_requests_waiting')).toBe(0)
    expect(total(counts, 'vitrine_errors_total', 'caller-gone')).toBe(1)
  })
})

describe('a deadline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('stops the run for good, and is a 504', async () => {
    const { runs, ask } = slowApi()
    const answer = ask('a', { 'x-deadline-ms': '2000' })
    await vi.advanceTimersByTimeAsync(1999)
    expect(runs[0]!.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(runs[0]!.signal.aborted).toBe(true)
    const { status, json } = await answer
    expect(status).toBe(504)
    expect(json()).toMatchObject({ error: { code: 'deadline-passed' }, detail: 'Deadline passed' })
  })

  it('is half a minute where nothing is said, and holds for those who wait', async () => {
    const { runs, ask } = slowApi()
    const answers = [ask('a'), ask('b')]
    await vi.advanceTimersByTimeAsync(29_999)
    expect(runs).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([504, 504])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that has passed in a batch leaves what was answered', async () => {
    const { api, runs } = slowApi()
    const answer = callApi(api, 'POST', 'predict/batch', { images: [btoa('a'), btoa('b')] })
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.finish()
    await vi.advanceTimersByTimeAsync(120_000)
    const { status, json } = await answer
    expect(status).toBe(200)
    expect(json()).toMatchObject({
      results: [{ predictions: [{ class: 'a' }] }, { error: { code: 'deadline-passed' } }],
    })
  })

  it.each(['0', '-5', '1.5', 'soon', '600001', '1e3', ''])('of %j is a 422', async (given) => {
    const { ask } = slowApi()
    const { status, json } = await ask('a', { 'x-deadline-ms': given })
    expect(status).toBe(422)
    expect(json()).toMatchObject({
      error: { field: 'x-deadline-ms' },
      detail: [{ loc: ['header', 'x-deadline-ms'] }],
    })
  })
})

describe('the metrics', () => {
  it('add up after calls of every kind', async () => {
    let turn = 0
    const host = new FakeApiHost({
      manifest: buildPictures(),
      run: () => {
        turn++
        if (turn % 3 === 0) throw new VitrineError('image-corrupt')
        return buildClassification()
      },
    })
    const api = createApi(host)
    const paths = ['predict', 'predict', 'predict', 'health', 'nothing']
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const path = paths[i % 5]!
        return path === 'predict'
          ? callApi(api, 'POST', path, { image })
          : callApi(api, 'GET', path)
      }),
    )
    const { headers, text } = await callApi(api, 'GET', 'metrics')
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    const counts = metricsIn(text)
    const of = (name: string, ...labels: string[]) => total(counts, `vitrine_${name}`, ...labels)
    expect(of('requests_total')).toBe(50)
    expect(of('request_seconds_count')).toBe(50)
    expect(of('requests_total', 'route="predict"', 'status="200"')).toBe(20)
    expect(of('requests_total', 'route="predict"', 'status="400"')).toBe(10)
    expect(of('requests_total', 'route="unknown"', 'status="404"')).toBe(10)
    expect(of('errors_total', 'image-corrupt')).toBe(10)
    expect(of('errors_total')).toBe(20)
    expect(of('runs_total', 'outcome="done"')).toBe(20)
    for (const stage of ['decode', 'preprocess', 'run', 'postprocess'])
      expect(of('stage_seconds_count', `stage="${stage}"`)).toBe(20)
    for (const stage of ['queue', 'load']) expect(of('stage_seconds_count', `"${stage}"`)).toBe(30)
    expect(of('stage_seconds_sum', 'stage="run"')).toBeCloseTo(20 * 0.0038)
    expect(of('requests_in_flight')).toBe(1)
    expect(of('model_ready', 'model="pictures"')).toBe(1)
    expect(of('model_info', 'provider="wasm"', 'threads="2"')).toBe(1)
    expect(unevenHistograms(counts)).toEqual([])
  })

  it('put a value into the bucket whose end it is, and a long one into the last', () => {
    const registry = createRegistry()
    const times = registry.histogram('t', 'Times.')
    for (const value of [0.001, 0.0011, 60, 61]) times.observe({}, value)
    const counts = metricsIn(registry.text())
    expect(counts.get('t_bucket{le="0.001"}')).toBe(1)
    expect(counts.get('t_bucket{le="0.0025"}')).toBe(2)
    expect(counts.get('t_bucket{le="60"}')).toBe(3)
    expect(counts.get('t_bucket{le="+Inf"}')).toBe(4)
    expect(counts.get('t_count')).toBe(4)
    expect(counts.get('t_sum')).toBeCloseTo(121.0021)
    expect(counts.size).toBe(buckets.length + 3)
  })

  it('escape what a label holds', () => {
    const registry = createRegistry()
    registry.counter('n', 'A \\ and\na line.').add({ model: 'a"b\\c\nd' })
    expect(registry.text()).toBe(
      '# HELP n A \\\\ and\\na line.\n# TYPE n counter\nn{model="a\\"b\\\\c\\nd"} 1\n',
    )
  })
})
