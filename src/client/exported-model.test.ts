import { describe, expect, it } from 'vitest'
import type { Manifest } from '../protocol/manifest.ts'
import {
  buildClassification,
  buildGeneration,
  buildPictures,
  buildStep,
  buildStories,
} from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { exportedModel } from './exported-model.ts'
import { VitrineError } from './vitrine-error.ts'

async function setUp(manifest: Manifest = buildPictures()) {
  const engine = new FakeEngine()
  const model = await engine.open(manifest, { runtime: 'wasm' })
  return { engine, model: exportedModel(model, () => engine.close()) }
}

/** What was asked goes on its way before it is waited for. */
const soon = () => new Promise((resolve) => setTimeout(resolve))
const tensor = { type: 'float32', dims: [1, 2], data: Float32Array.of(1, 2) } as const

describe('a model that is called', () => {
  it('gives one bare tensor for one bare tensor, under its name too', async () => {
    const { engine, model } = await setUp()
    const asked = model(tensor)
    await soon()
    expect(engine.computations[0]?.tensors).toEqual({ '': tensor })
    engine.computations[0]?.answer({ outputs: { logits: tensor }, runMs: 1 })
    const outputs = await asked
    expect([outputs.data, outputs.dims, outputs.type]).toEqual([tensor.data, [1, 2], 'float32'])
    expect(Object.entries(outputs)).toEqual([['logits', tensor]])
  })

  it.each([
    ['two outputs', { a: tensor, b: tensor }, tensor],
    ['tensors by name', { logits: tensor }, { input: tensor }],
  ])('gives tensors by name alone for %s', async (_, outputs, given) => {
    const { engine, model } = await setUp()
    const asked = model(given as never)
    await soon()
    engine.computations[0]?.answer({ outputs, runMs: 1 })
    const got = await asked
    expect(got).toEqual(outputs)
    expect(got.data).toBeUndefined()
  })

  it('takes plain lists of numbers, and says which value does not fit', async () => {
    const { engine, model } = await setUp()
    const asked = model({ type: 'int64', dims: [2], data: [1, 2n] })
    await soon()
    expect(engine.computations[0]?.tensors['']?.data).toEqual(BigInt64Array.of(1n, 2n))
    engine.computations[0]?.fail('run-failed')
    await expect(asked).rejects.toMatchObject({ code: 'run-failed' })
    const wrong = { x: { type: 'uint8', dims: [1], data: [300] } } as const
    await expect(model(wrong)).rejects.toThrow('300')
    await expect(model(5 as never)).rejects.toThrow(TypeError)
  })
})

describe('predictions', () => {
  it('are the JSON of the page, three of them where nothing is said', async () => {
    const { engine, model } = await setUp()
    const image = new Blob(['x'])
    const asked = model.predict(image)
    await soon()
    expect(engine.runs[0]?.input).toEqual({ image, topK: 3 })
    const result = buildClassification()
    engine.runs[0]?.finish(result)
    expect(await asked).toEqual({ predictions: result.predictions })
  })

  it('that fail say a whole sentence, and keep the code', async () => {
    const { engine, model } = await setUp()
    const asked = model.predict(new Blob([]))
    await soon()
    engine.runs[0]?.fail('image-empty')
    const error: unknown = await asked.catch((one: unknown) => one)
    expect(error).toBeInstanceOf(VitrineError)
    expect(error).toMatchObject({
      code: 'image-empty',
      message: expect.stringContaining('Invalid image format. This file is empty'),
    })
  })

  it('are nothing any more once the model has been disposed of', async () => {
    const { engine, model } = await setUp()
    model.dispose()
    expect(engine.closeCount).toBe(1)
    await expect(model.predict(new Blob([]))).rejects.toThrow('disposed of')
    await expect(model(tensor)).rejects.toThrow('disposed of')
  })
})

describe('text', () => {
  const stories = () => setUp(buildStories())

  it('comes in pieces, whole in the end, with the export’s settings where none are said', async () => {
    const { engine, model } = await stories()
    const writing = model.generate('Once', { temperature: 0, topK: undefined as never })
    const pieces: string[] = []
    const reading = (async () => {
      for await (const piece of writing) pieces.push(piece)
    })()
    await soon()
    const run = engine.runs[0]!
    const { defaults } = buildStories()
    expect(run.input).toEqual({ prompt: 'Once', settings: { ...defaults, temperature: 0 } })
    run.step(buildStep(' upon', 0))
    await soon()
    expect(pieces).toEqual([' upon'])
    // Said again, after a lost GPU.
    run.step(buildStep(' upon', 0))
    run.step(buildStep(' a', 1))
    run.finish(buildGeneration([' upon', ' a', ' time']))
    await reading
    expect(pieces).toEqual([' upon', ' a', ' time'])
    expect(await writing.result).toMatchObject({ text: ' upon a time', finish_reason: 'stop' })
  })

  it('stops where the loop is left, and keeps what there was', async () => {
    const { engine, model } = await stories()
    const writing = model.generate('Once')
    const reading = (async () => {
      for await (const piece of writing) if (piece === ' upon') break
    })()
    await soon()
    engine.runs[0]?.step(buildStep(' upon'))
    await reading
    expect(engine.runs[0]?.isAborted()).toBe(true)
    expect(await writing.result).toMatchObject({ text: ' upon', finish_reason: 'abort' })
  })

  it('stops by its signal, and the loop ends by itself', async () => {
    const { engine, model } = await stories()
    const controller = new AbortController()
    const writing = model.generate('Once', { signal: controller.signal })
    await soon()
    engine.runs[0]?.step(buildStep(' upon'))
    controller.abort()
    const pieces: string[] = []
    for await (const piece of writing) pieces.push(piece)
    expect(pieces).toEqual([' upon'])
    expect(await writing.result).toMatchObject({ finish_reason: 'abort' })
  })

  it('that fails says so in the loop and in the end', async () => {
    const { engine, model } = await stories()
    const writing = model.generate('Once')
    await soon()
    engine.runs[0]?.fail('worker-died')
    const reading = writing[Symbol.asyncIterator]().next()
    await expect(reading).rejects.toThrow('The model stopped unexpectedly.')
    await expect(writing.result).rejects.toMatchObject({ code: 'worker-died' })
  })

  it('is not to be had from a model of pictures', async () => {
    const { model } = await setUp()
    expect(() => model.generate('Once')).toThrow('it is for image-classification')
  })
})
