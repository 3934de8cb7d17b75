/**
 * What the API promises, once for all its hosts: `e2e/api-node.spec.ts` calls it over HTTP, `e2e/api-page.spec.ts` from a page.
 *
 *     describeApi(test, { call, use, idle })
 *
 * declares the tests inside the spec. `call` is made anew by each spec (Node's `fetch`; `page.evaluate` of `fetch`) and is only
 * called inside tests, so it may use a page or a server that `beforeAll` has made. Run the tests in order, on one page
 * or server: `test.describe.configure({ mode: 'serial' })`. The load of `api-load.ts` is one more test, declared here too.
 */
import { expect, type TestType } from '@playwright/test'
import { base64Of, jsonOf, type ApiCaller, type Post } from './api-caller.ts'
import { countedUnder, withLoad } from './api-load.ts'
import { metricsIn } from './api-metrics.ts'
import { describePredictions } from './api-predictions.ts'
import { describeTexts } from './api-texts.ts'

export type { ApiCaller, CallAnswer, CallInit } from './api-caller.ts'

export function describeApi<Test extends object, Worker extends object>(
  test: TestType<Test, Worker>,
  caller: ApiCaller,
): void {
  const { call, use, idle } = caller
  const post: Post = (path, body, headers = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  test('/ready turns from 503 to 200 when a model is loaded', async () => {
    await idle()
    const before = await call('ready')
    expect(before.status).toBe(503)
    expect(jsonOf(before)).toMatchObject({ models: [], detail: 'Model not loaded' })
    expect(jsonOf(await call('health'))).toMatchObject({ status: 'healthy' })

    await use('cifar10')
    const image = base64Of('cifar10/examples/ship.jpg')
    expect(await post('predict', { image })).toMatchObject({ status: 200 })
    const after = await call('ready')
    expect(after.status, after.body).toBe(200)
    expect(jsonOf(after)).toMatchObject({ status: 'ready', models: ['cifar10'] })
    expect(jsonOf(await call('model/info/cifar10'))).toMatchObject({
      task: 'image-classification',
      runtime: { provider: 'wasm' },
    })
  })

  describePredictions(test, caller, post)
  describeTexts(test, caller, post)

  test('routes, methods and models that are not there are named', async () => {
    await use('penguins')
    expect((await call('nothing')).status).toBe(404)
    const wrong = await call('predict')
    expect(wrong.status).toBe(405)
    expect(wrong.headers['allow']).toBe('POST, OPTIONS')
    const unknown = await post('predict', { features: {}, model: 'dodo' })
    expect(unknown.status, unknown.body).toBe(404)
    expect(unknown.body).toContain('penguins')
    const unfit = await post('predict', { image: '', model: 'penguins' })
    expect(unfit.status).toBe(422)
    expect(jsonOf(unfit)).toMatchObject({ error: { code: 'model-unfit' } })
    const late = await post('predict', { features: {} }, { 'x-deadline-ms': 'soon' })
    expect(late.status).toBe(422)
  })

  test('openapi.json describes the routes that there are', async () => {
    const answer = await call('openapi.json')
    const { openapi, paths, components } = jsonOf(answer) as {
      openapi: string
      paths: Record<string, Record<string, unknown>>
      components: { schemas: object }
    }
    expect(openapi).toBe('3.1.0')
    for (const [, name] of answer.body.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(components.schemas).toHaveProperty(name!)
    for (const [path, methods] of Object.entries(paths)) {
      const allowed = await call(path.slice(1).replace('{id}', 'x'), { method: 'OPTIONS' })
      expect(allowed.status, path).toBe(204)
      for (const method of Object.keys(methods))
        expect(allowed.headers['allow']).toContain(method.toUpperCase())
    }
  })

  test('of a thousand calls, fifty at a time, each gets its own answer, and the metrics add up', async () => {
    // Nothing of it is slow by itself; other tests may run beside it.
    test.setTimeout(120_000)
    await use('penguins')
    const before = metricsIn((await call('metrics')).body)
    const { lost, mixedUp } = await withLoad(post)
    expect({ lost, mixedUp }).toEqual({ lost: [], mixedUp: [] })
    const after = metricsIn((await call('metrics')).body)
    expect(countedUnder(before, after)).toEqual({
      answered: 900,
      refused: 100,
      timed: 1001,
      mismatches: 50,
      unreadable: 50,
      inFlight: 1,
      waiting: 0,
      unevenHistograms: [],
    })
  })
}
