import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { buildClassification, buildPictures, buildStories } from '../testing/builders.ts'
import { callApi, FakeApiHost } from '../testing/fake-api-host.ts'
import { buildPenguins } from '../testing/table-builders.ts'
import { answerSchemas } from './answer-schemas.ts'
import { createApi } from './api.ts'

const image = btoa('a picture')
const run = () => buildClassification()

function apiOf(...models: ConstructorParameters<typeof FakeApiHost>) {
  const host = new FakeApiHost(...models)
  return { host, api: createApi(host) }
}

describe('the routes', () => {
  const { api } = apiOf(
    { manifest: buildPictures(), run },
    { manifest: buildStories(), status: 'idle' },
  )

  it('tell that the API answers, and which models there are', async () => {
    const health = await callApi(api, 'GET', 'health')
    expect(health).toMatchObject({ status: 200, text: '{"status":"healthy","models":2}' })
    const { json, headers } = await callApi(api, 'GET', 'models')
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(answerSchemas.models.parse(json())).toMatchObject({
      models: [
        { id: 'pictures', task: 'image-classification', status: 'ready' },
        { id: 'stories', task: 'text-generation', status: 'idle' },
      ],
    })
  })

  it('tell about one model: the one that is ready, or the one of an id', async () => {
    const first = await callApi(api, 'GET', 'model/info')
    expect(answerSchemas.info.parse(first.json())).toMatchObject({
      id: 'pictures',
      labels: ['cat', 'dog', 'bird'],
      inputs: { image: { width: 32 } },
      runtime: { provider: 'wasm', threads: 2 },
      verified: true,
    })
    const { json } = await callApi(api, 'GET', 'model/info/stories')
    expect(json()).toMatchObject({ context_length: 512, defaults: { max_new_tokens: 64 } })
    expect(json()).not.toHaveProperty('runtime')
    expect(await callApi(api, 'GET', 'model/info/dodo')).toMatchObject({ status: 404 })
  })

  it('never tell where a model lies', async () => {
    const manifest = buildPictures({ base: '/home/zoe/exports/cat/' })
    const { api: local } = apiOf({ manifest, run })
    for (const path of ['models', 'model/info', 'metrics']) {
      expect((await callApi(local, 'GET', path)).text).not.toContain('/home')
    }
  })

  it('that are not there are a 404, other methods a 405 that says which there are', async () => {
    for (const path of ['x', 'predict/', 'PREDICT', '../predict', 'constructor', 'model/infos']) {
      const { status, json } = await callApi(api, 'GET', path)
      expect(status, path).toBe(404)
      expect(json()).toMatchObject({ detail: 'Not Found', error: { code: 'route-unknown' } })
    }
    const get = await callApi(api, 'GET', 'predict')
    expect(get).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } })
    const post = await callApi(api, 'POST', 'health', {})
    expect(post).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } })
  })

  it('answer HEAD as GET without a body, and OPTIONS with the methods', async () => {
    expect(await callApi(api, 'HEAD', 'health')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      text: '',
    })
    expect(await callApi(api, 'OPTIONS', 'generate')).toMatchObject({
      status: 204,
      headers: { allow: 'POST, OPTIONS' },
      text: '',
    })
  })

  it('send whoever looks for documentation to the page', async () => {
    for (const path of ['', 'docs']) {
      const { status, headers } = await callApi(api, 'GET', path)
      expect(status).toBe(307)
      expect(new URL(headers['location']!, `https://site/sub/api/${path}`).href).toBe(
        'https://site/sub/?view=api',
      )
    }
  })
})

describe('/ready', () => {
  it('is 503 until a model is ready', async () => {
    const { api, host } = apiOf({ manifest: buildPictures(), run, status: 'idle' })
    const ask = () => callApi(api, 'GET', 'ready')
    const idle = await ask()
    expect(idle).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(idle.json()).toMatchObject({ status: 'idle', models: [], detail: 'Model not loaded' })
    host.hosted[0]!.status = 'loading'
    expect((await ask()).json()).toMatchObject({ status: 'loading' })
    host.hosted[0]!.status = 'ready'
    const ready = await ask()
    expect(ready.status).toBe(200)
    expect(ready.json()).toEqual({ status: 'ready', models: ['pictures'] })
  })
})

describe('the model of a call', () => {
  const ready = buildPictures({ id: 'second' })

  it('is the first that fits, a ready one before the others', async () => {
    const { host, api } = apiOf(
      { manifest: buildPenguins() },
      { manifest: buildPictures({ id: 'first' }), status: 'idle' },
      { manifest: ready, run },
    )
    expect(await callApi(api, 'POST', 'predict', { image })).toMatchObject({ status: 200 })
    host.hosted[2]!.status = 'idle'
    // The first has no run.
    expect(await callApi(api, 'POST', 'predict', { image })).toMatchObject({ status: 500 })
  })

  it('can be named; one that is not there is a 404 with those that are', async () => {
    const { api } = apiOf({ manifest: buildPictures({ id: 'first' }) }, { manifest: ready, run })
    const named = await callApi(api, 'POST', 'predict', { image, model: 'second' })
    expect(named.status).toBe(200)
    const { status, json } = await callApi(api, 'POST', 'predict', { image, model: 'third' })
    expect(status).toBe(404)
    expect(json()).toEqual({
      error: {
        code: 'model-unknown',
        field: 'model',
        message: 'There is no model “third” here. There is “first”, “second”.',
      },
      detail: 'Model not found',
    })
  })

  it('that takes something else is a 422 that says what', async () => {
    const { api } = apiOf({ manifest: buildStories() })
    const { status, json } = await callApi(api, 'POST', 'predict', { image, model: 'stories' })
    expect(status).toBe(422)
    expect(json()).toMatchObject({
      error: {
        code: 'model-unfit',
        message:
          '“stories” does not take a picture: it is a model of text-generation, which takes {"prompt": …} (POST generate).',
      },
    })
  })

  it.each([
    ['no model at all', []],
    ['none of the kind', [{ manifest: buildStories() }]],
  ])('where there is %s is a 503 in the words of the serving examples', async (_, models) => {
    const { api } = apiOf(...models)
    const { status, json, headers } = await callApi(api, 'POST', 'predict', { image })
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('1')
    expect(json()).toMatchObject({
      error: { code: 'model-not-loaded' },
      detail: 'Model not loaded',
    })
  })

  it('that cannot be loaded is a 503 with the reason, and not with a path of this machine', async () => {
    const path = '/home/zoe/secret/model.onnx'
    const open = () => Promise.reject(new VitrineError('file-missing', { path }, { detail: path }))
    const { api } = apiOf({ manifest: buildPictures(), open })
    const { status, json, text } = await callApi(api, 'POST', 'predict', { image })
    expect(status).toBe(503)
    expect(text).not.toContain('zoe')
    expect(json()).toMatchObject({ error: { code: 'model-not-loaded', reason: 'file-missing' } })
    expect(text).toContain('The server does not have model.onnx.')
  })

  it('that another one replaces while it runs is a 503', async () => {
    const aborted = () => Promise.reject(new VitrineError('aborted'))
    const { api } = apiOf({ manifest: buildPictures(), run: aborted })
    const { json } = await callApi(api, 'POST', 'predict', { image })
    expect(json()).toMatchObject({ error: { code: 'model-not-loaded' } })
  })
})
