import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { buildClassification, buildPictures } from '../testing/builders.ts'
import { buildDetection, buildDetector } from '../testing/detection-builders.ts'
import { callApi, FakeApiHost } from '../testing/fake-api-host.ts'
import { buildOutput, buildSuperResolution } from '../testing/image-to-image-builders.ts'
import { readPng } from '../testing/read-png.ts'
import { buildSegmentation, buildSegmenter } from '../testing/segmentation-builders.ts'
import { createApi } from './api.ts'

import { answered, predict } from '../testing/api-predict.ts'

const image = btoa('a picture')

describe('a picture', () => {
  const run = () => buildClassification()

  it('is answered with three classes, or as many as are wanted', async () => {
    const given = predict(buildPictures(), { run }, { image })
    expect(await answered(given, 'predictions')).toEqual({
      predictions: buildClassification().predictions,
    })
    expect(given.host.inputs).toEqual([{ image: expect.any(Blob) as Blob, topK: 3 }])
    const five = predict(buildPictures(), { run }, { image, top_k: 5 })
    await five.answer
    expect(five.host.inputs).toMatchObject([{ topK: 5 }])
  })

  it.each([
    ['base64', { image }],
    ['a data URL', { image: `data:image/png;base64,${image}` }],
    ['a bare string', image],
  ])('comes as %s, with the same bytes', async (_, body) => {
    const { host, answer } = predict(buildPictures(), { run }, body)
    await answer
    const [input] = host.inputs as [{ image: Blob }]
    expect(await input.image.text()).toBe('a picture')
  })

  it('comes as its own bytes', async () => {
    const host = new FakeApiHost({ manifest: buildPictures(), run })
    const parts = {
      headers: { 'content-type': 'image/png' },
      body: new TextEncoder().encode('raw'),
    }
    const { status } = await callApi(createApi(host), 'POST', 'predict', undefined, parts)
    expect(status).toBe(200)
    const [input] = host.inputs as [{ image: Blob }]
    expect(await input.image.text()).toBe('raw')
  })

  it.each([
    'image-corrupt',
    'image-empty',
    'image-not-a-picture',
    'image-too-many-pixels',
  ] as const)(
    'that is no good (%s) is a 400 in the words of the serving examples',
    async (code) => {
      const bad = () => Promise.reject(new VitrineError(code))
      const { status, json } = await predict(buildPictures(), { run: bad }, { image }).answer
      expect(status).toBe(400)
      expect(json()).toMatchObject({
        detail: 'Invalid image format',
        error: { code, field: 'image' },
      })
    },
  )

  it.each(['%%%', 'data:image/png,abc', 'data:image/png;base64,???', 'http://site/cat.jpg'])(
    'that is not base64, such as %j, is a 400',
    async (text) => {
      const { status, json } = await predict(buildPictures(), { run }, { image: text }).answer
      expect(status).toBe(400)
      expect(json()).toMatchObject({
        detail: 'Invalid base64 image data',
        error: { code: 'base64-invalid', field: 'image' },
      })
    },
  )

  it('is answered with boxes, as the page copies them', async () => {
    const given = predict(buildDetector(), { run: () => buildDetection() }, { image })
    const { predictions } = await answered(given, 'detections')
    expect((predictions as unknown[])[0]).toEqual({
      class: 'person',
      prob: 0.9,
      box: { left: 100, top: 100, right: 200, bottom: 400 },
    })
  })

  it('is answered with areas, and with a mask when that is wanted', async () => {
    const run2 = { run: () => buildSegmentation() }
    const plain = await answered(predict(buildSegmenter(), run2, { image }), 'segments')
    expect(plain).toEqual({
      predictions: [
        { class: 'sky', area: 3 / 8 },
        { class: 'road', area: 2 / 8 },
        { class: 'grass', area: 2 / 8 },
        { class: 'nothing', area: 1 / 8 },
      ],
    })
    const given = predict(buildSegmenter(), run2, { image, mask: true })
    const { predictions, mask } = await answered(given, 'segments')
    expect((predictions as { label: number }[]).map(({ label }) => label)).toEqual([1, 2, 3, 0])
    expect(mask).toMatch(/^data:image\/png;base64,/)
    const png = Buffer.from(String(mask).split(',')[1]!, 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
  })

  it('is answered with another picture', async () => {
    const given = predict(buildSuperResolution(), { run: () => buildOutput() }, { image })
    const { output } = await answered(given, 'picture')
    const png = readPng(Buffer.from((output as { image: string }).image.split(',')[1]!, 'base64'))
    expect(Buffer.from(png.data).compare(Buffer.from(buildOutput().pixels))).toBe(0)
  })
})
