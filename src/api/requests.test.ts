import { describe, expect, it } from 'vitest'
import { errorCodes, VitrineError } from '../protocol/errors.ts'
import { buildClassification, buildPictures, buildStories } from '../testing/builders.ts'
import { buildRequest, callApi, FakeApiHost } from '../testing/fake-api-host.ts'
import { answerSchemas } from './answer-schemas.ts'
import { createApi } from './api.ts'
import { ApiError } from './errors.ts'

const image = btoa('a picture')
const run = () => buildClassification()

function apiOf(...models: ConstructorParameters<typeof FakeApiHost>) {
  const host = new FakeApiHost(...models)
  return { host, api: createApi(host) }
}

describe('a body', () => {
  const { api } = apiOf({ manifest: buildPictures(), run }, { manifest: buildStories() })
  const send = (text: string, type?: string) =>
    callApi(api, 'POST', 'predict', undefined, {
      headers: type === undefined ? {} : { 'content-type': type },
      body: new TextEncoder().encode(text),
    })

  it('that is no JSON is a 422 as FastAPI says it', async () => {
    for (const text of ['', '{', '{"image": NaN}', 'image=x']) {
      const { status, json } = await send(text, 'application/json')
      expect(status, text).toBe(422)
      expect(json()).toMatchObject({
        error: { code: 'json-invalid' },
        detail: [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error' }],
      })
    }
    const parts = { headers: {}, body: Uint8Array.of(0x22, 0xff, 0x22) }
    expect(await callApi(api, 'POST', 'predict', undefined, parts)).toMatchObject({ status: 422 })
  })

  it('of another type is a 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/html; x'])
      expect(await send('{}', type)).toMatchObject({ status: 415 })
    for (const type of [undefined, 'application/json; charset=utf-8', 'Application/LD+JSON'])
      expect(await send(JSON.stringify({ image }), type)).toMatchObject({ status: 200 })
  })

  it('names every field that is wrong', async () => {
    const wrong = { prompt: 3, temperature: -1, top_k: 1.5, topK: 4, seed: null }
    const { status, json } = await callApi(api, 'POST', 'generate', wrong)
    expect(status).toBe(422)
    expect(json()).toEqual({
      error: {
        code: 'request-invalid',
        field: 'prompt',
        message: '“prompt”: Input should be a valid string.',
      },
      detail: [
        { type: 'string_type', loc: ['body', 'prompt'], msg: 'Input should be a valid string' },
        {
          type: 'greater_than_equal',
          loc: ['body', 'temperature'],
          msg: 'Input should be greater than or equal to 0',
        },
        { type: 'int_type', loc: ['body', 'top_k'], msg: 'Input should be a valid integer' },
        { type: 'float_type', loc: ['body', 'seed'], msg: 'Input should be a valid number' },
        {
          type: 'extra_forbidden',
          loc: ['body', 'topK'],
          msg: 'Extra inputs are not permitted',
        },
      ],
    })
  })

  it('with nothing to predict from names what there can be', async () => {
    const { status, json } = await callApi(api, 'POST', 'predict', { picture: image })
    expect(status).toBe(422)
    expect(json()).toMatchObject({ detail: [{ type: 'missing', loc: ['body', 'image'] }] })
  })

  it('that is too large is a 413, and so is a picture in it', async () => {
    const limits = { bodyBytes: 100, pictureBytes: 20 }
    const small = createApi(new FakeApiHost({ manifest: buildPictures(), run }), { limits })
    const body = await callApi(small, 'POST', 'predict', { image: 'A'.repeat(100) })
    expect(body).toMatchObject({ status: 413 })
    const picture = await callApi(small, 'POST', 'predict', { image: btoa('x'.repeat(24)) })
    expect(picture).toMatchObject({ status: 413 })
    expect(picture.json()).toMatchObject({ error: { field: 'image' } })
  })
})

describe('a page of another site', () => {
  const { api } = apiOf({ manifest: buildPictures(), run })
  const from = (headers: Record<string, string>, method = 'POST') =>
    callApi(api, method, method === 'POST' ? 'predict' : 'health', undefined, {
      headers,
      body: new TextEncoder().encode(JSON.stringify({ image })),
    })

  it.each([
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { origin: 'https://evil.example', host: 'localhost:5173' },
    { origin: 'null', host: 'localhost:5173' },
  ])('is refused (%j)', async (headers) => {
    const { status, json } = await from(headers)
    expect(status).toBe(403)
    expect(json()).toMatchObject({ error: { code: 'origin-refused' } })
  })

  it('is let in when it is this one, no page, or a link that somebody follows', async () => {
    expect(await from({ 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 200 })
    expect(await from({})).toMatchObject({ status: 200 })
    const own = { origin: 'http://localhost:5173', host: 'localhost:5173' }
    expect(await from(own)).toMatchObject({ status: 200 })
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect(await from(link, 'GET')).toMatchObject({ status: 200 })
  })
})

describe('what goes wrong in a run', () => {
  it.each(errorCodes.filter((code) => code !== 'aborted'))(
    'has a status, a code and a sentence: %s',
    async (code) => {
      const secret = 'at Object.<anonymous> (/home/zoe/x.wasm)'
      const failed = () => Promise.reject(new VitrineError(code, {}, { detail: secret }))
      const { api } = apiOf({ manifest: buildPictures(), run: failed })
      const { status, json, text } = await callApi(api, 'POST', 'predict', { image })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(answerSchemas.error.parse(json())).toMatchObject({ error: { code } })
      expect(text).not.toMatch(/zoe|wasm\)/)
    },
  )

  it('and is none of ours is a 500 without its words', async () => {
    const failed = () => Promise.reject(new Error('/home/zoe: ORT says no'))
    const { api } = apiOf({ manifest: buildPictures(), run: failed })
    const { status, json, text } = await callApi(api, 'POST', 'predict', { image })
    expect(status).toBe(500)
    expect(json()).toMatchObject({ error: { code: 'unexpected' } })
    expect(text).not.toContain('ORT')
  })

  it('in the host itself is answered as it says', async () => {
    const { api, host } = apiOf()
    host.models = () => Promise.reject(new ApiError('no-page-open'))
    const { status, json } = await callApi(api, 'GET', 'models')
    expect(status).toBe(503)
    expect(json()).toMatchObject({ error: { code: 'no-page-open' }, detail: 'Model not loaded' })
  })
})

describe('a batch', () => {
  const bad = new VitrineError('image-corrupt')
  const pictures = {
    manifest: buildPictures(),
    run: async (input: unknown) => {
      const text = await (input as { image: Blob }).image.text()
      if (text === 'bad') throw bad
      return buildClassification({ predictions: [{ class: text, prob: 1 }] })
    },
  }
  const said = (name: string) => ({ predictions: [{ class: name, prob: 1 }] })

  it('has an answer or an error for each item, in order', async () => {
    const { api } = apiOf(pictures)
    const { status, json } = await callApi(api, 'POST', 'predict/batch', {
      items: [{ image: btoa('one') }, { image: btoa('bad') }, btoa('two'), 7, {}],
    })
    expect(status).toBe(200)
    expect(answerSchemas.batch.parse(json())).toMatchObject({
      results: [
        said('one'),
        { error: { code: 'image-corrupt' }, detail: 'Invalid image format' },
        said('two'),
        { error: { code: 'request-invalid' } },
        { error: { code: 'request-invalid', field: 'image' } },
      ],
    })
  })

  it('can be pictures alone, with what holds for all of them', async () => {
    const { api, host } = apiOf(pictures)
    const images = [btoa('one'), btoa('two')]
    const { json } = await callApi(api, 'POST', 'predict/batch', { images, top_k: 1 })
    expect(json()).toEqual({ results: [said('one'), said('two')] })
    expect(host.inputs).toMatchObject([{ topK: 1 }, { topK: 1 }])
  })

  it('of which nothing could be answered, and the server is at fault, is that error', async () => {
    const { api } = apiOf()
    const { status, json } = await callApi(api, 'POST', 'predict/batch', { items: [{ image }] })
    expect(status).toBe(503)
    expect(json()).toMatchObject({ error: { code: 'model-not-loaded' } })
  })

  it('of none or of too many is a 422', async () => {
    const { api } = apiOf(pictures)
    for (const items of [[], Array.from({ length: 65 }, () => ({ image }))]) {
      const { status } = await callApi(api, 'POST', 'predict/batch', { items })
      expect(status).toBe(422)
    }
  })
})

it('answers a caller who has gone with nothing', async () => {
  const controller = new AbortController()
  const { api } = apiOf({ manifest: buildPictures(), run: () => new Promise(() => {}) })
  const answer = api.handle(
    buildRequest('POST', 'predict', { image }, { signal: controller.signal }),
  )
  controller.abort()
  expect(await answer).toMatchObject({ status: 499, body: '' })
})
