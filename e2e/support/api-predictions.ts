import { readFileSync } from 'node:fs'
import { expect, type TestType } from '@playwright/test'
import {
  base64Of,
  demoFolder,
  demoOf,
  jsonOf,
  type ApiCaller,
  type Post,
  type Prediction,
} from './api-caller.ts'

/** A part of `describeApi`. */
export function describePredictions<Test extends object, Worker extends object>(
  test: TestType<Test, Worker>,
  { call, use }: ApiCaller,
  post: Post,
): void {
  test('a JPEG in base64 is answered with the classes that its demo has for it', async () => {
    await use('cifar10')
    for (const { image, predictions } of demoOf('cifar10').examples.slice(0, 3)) {
      const base64 = base64Of(`cifar10/${image}`)
      const answer = await post('predict', { image: `data:image/jpeg;base64,${base64}` })
      expect(answer.status, answer.body).toBe(200)
      expectSame(jsonOf(answer)['predictions'] as Prediction[], predictions!)
      // As the serving examples take it too: bare, and the body being nothing else.
      expect((await post('predict', { image: base64 })).body).toBe(answer.body)
      expect((await post('predict', base64)).body).toBe(answer.body)
      const bytes = readFileSync(new URL(`cifar10/${image}`, demoFolder))
      const headers = { 'content-type': 'image/jpeg' }
      const sent = await call('predict', { method: 'POST', headers, body: bytes })
      expect(sent.body).toBe(answer.body)
    }
  })

  test('what is no picture is refused as the serving examples refuse it', async () => {
    await use('cifar10')
    const whole = readFileSync(new URL('cifar10/examples/frog.jpg', demoFolder))
    const cut = await post('predict', { image: whole.subarray(0, 9000).toString('base64') })
    expect(cut.status, cut.body).toBe(400)
    expect(jsonOf(cut)).toMatchObject({
      detail: 'Invalid image format',
      error: { code: 'image-corrupt', field: 'image' },
    })
    const text = await post('predict', { image: Buffer.from('<html>').toString('base64') })
    expect(jsonOf(text)).toMatchObject({ detail: 'Invalid image format' })
    const broken = await post('predict', { image: 'not base64!' })
    expect(broken.status).toBe(400)
    expect(jsonOf(broken)).toMatchObject({
      detail: 'Invalid base64 image data',
      error: { code: 'base64-invalid' },
    })
    const nothing = await post('predict', {})
    expect(nothing.status).toBe(422)
    expect(jsonOf(nothing)).toMatchObject({
      detail: [{ type: 'missing', loc: ['body', 'image'] }],
      error: { code: 'request-invalid', field: 'image' },
    })
    const noJson = await call('predict', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"image": ',
    })
    expect(noJson.status).toBe(422)
    expect(jsonOf(noJson)).toMatchObject({ detail: [{ type: 'json_invalid' }] })
  })

  test('a tensor is answered with tensors', async () => {
    await use('cifar10')
    const data = Array.from({ length: 3 * 32 * 32 }, (_, i) => Math.sin(i))
    const tensor = { type: 'float32', dims: [1, 3, 32, 32], data }
    const answer = await post('predict', { tensor, model: 'cifar10' })
    expect(answer.status, answer.body).toBe(200)
    const outputs = Object.values(jsonOf(answer)['outputs'] as object) as { dims: number[] }[]
    expect(outputs.map(({ dims }) => dims)).toEqual([[1, 10]])
    const flat = await post('predict', { tensor: { ...tensor, dims: [3072] }, model: 'cifar10' })
    expect(flat.status).toBe(422)
    expect(jsonOf(flat)).toMatchObject({ error: { code: 'tensor-invalid' } })
  })

  test('a batch has an answer for each item, and a bad one spoils no other', async () => {
    await use('cifar10')
    const image = base64Of('cifar10/examples/bird.jpg')
    const answer = await post('predict/batch', { images: [image, '????', image], top_k: 1 })
    expect(answer.status, answer.body).toBe(200)
    const results = jsonOf(answer)['results'] as Record<string, unknown>[]
    expect(results).toEqual([
      { predictions: [{ class: 'bird', prob: expect.closeTo(0.9964, 3) as unknown }] },
      expect.objectContaining({ detail: 'Invalid base64 image data' }),
      results[0],
    ])
  })

  test('a row is answered with a class, and names that do not fit are told', async () => {
    await use('penguins')
    for (const { features, predictions } of demoOf('penguins').examples) {
      const answer = await post('predict', { features })
      expect(answer.status, answer.body).toBe(200)
      const { prediction, probabilities, model_version } = jsonOf(answer)
      expect({ prediction, model_version }).toEqual({
        prediction: predictions![0]!.class,
        model_version: '1.0.0',
      })
      for (const { class: name, prob } of predictions!)
        expect((probabilities as Record<string, number>)[name]).toBeCloseTo(prob, 4)
    }
    const wrong = await post('predict', { features: { island: 'Dream', wings: 2 } })
    expect(wrong.status).toBe(422)
    expect(jsonOf(wrong)).toMatchObject({
      error: { code: 'feature-mismatch', field: 'features.wings' },
      detail: [{ type: 'extra_forbidden', loc: ['body', 'features', 'wings'] }],
    })
    const text = await post('predict', { features: { body_mass_g: 'heavy' } })
    expect(text.status).toBe(422)
    expect(jsonOf(text)).toMatchObject({ error: { field: 'features.body_mass_g' } })
  })
}

function expectSame(given: readonly Prediction[], wanted: readonly Prediction[]): void {
  expect(given.map((one) => one.class)).toEqual(wanted.map((one) => one.class))
  for (const [index, { prob }] of wanted.entries()) expect(given[index]!.prob).toBeCloseTo(prob, 4)
}
