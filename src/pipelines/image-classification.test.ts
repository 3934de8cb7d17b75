import { describe, expect, it } from 'vitest'
import { pixelSource } from '../core/packed-pixels.ts'
import type { Tensor } from '../core/tensor.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import { createImageClassification } from './image-classification.ts'
import type { PictureDecoder, Session, ValueInfo } from './ports.ts'

const manifest: ImageClassificationManifest = {
  id: 'shapes',
  title: 'Shapes',
  description: '',
  layout: 'graph',
  reasons: [],
  base: 'models/shapes/',
  files: [],
  model: 'model.onnx',
  task: 'image-classification',
  preprocessing: {
    width: 2,
    height: 1,
    resize: { mode: 'exact' },
    filter: 'nearest',
    channels: 3,
    layout: 'NCHW',
    rescale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  labels: ['circle', 'square', 'star'],
  output: 'logits',
  examples: [],
}

const closed: string[] = []
const decoder: PictureDecoder = {
  decode: async () => ({
    picture: {
      ...pixelSource({ width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255) }),
      close: () => closed.push('picture'),
    },
    facts: { format: 'PNG', width: 2, height: 1, animated: false },
  }),
}

interface FakeOptions {
  inputs?: ValueInfo[]
  outputs?: ValueInfo[]
  dims?: number[]
  values?: number[]
}

function fakeSession(options: FakeOptions = {}) {
  const fed: Record<string, Tensor>[] = []
  const dims = options.dims ?? [1, 3]
  const data = Float32Array.from(options.values ?? [0, Math.log(3), 0])
  const session: Session = {
    inputs: options.inputs ?? [{ name: 'pixels', type: 'float32', dims: ['batch', 3, 1, 2] }],
    outputs: options.outputs ?? [{ name: 'scores', type: 'float32', dims }],
    async run(feeds) {
      fed.push({ ...feeds })
      return { scores: { type: 'float32', dims, data } }
    },
  }
  return { session, fed }
}

function contextOf(signal = { aborted: false }) {
  let time = 0
  return { signal, breathe: async () => {}, now: () => (time += 1), report: () => {} }
}

const image = { size: 1, slice: () => ({ arrayBuffer: async () => new ArrayBuffer(1) }) }

function classify(
  options: FakeOptions = {},
  { topK = 3, ...changes }: Partial<ImageClassificationManifest> & { topK?: number } = {},
) {
  const { session } = fakeSession(options)
  const pipeline = createImageClassification({ ...manifest, ...changes }, { session, decoder })
  return pipeline.run({ image, topK }, contextOf())
}

describe('createImageClassification', () => {
  it('names the most probable classes', async () => {
    const { predictions, image: facts } = await classify()
    expect(predictions.map((prediction) => prediction.class)).toEqual(['square', 'circle', 'star'])
    expect(predictions[0]?.prob).toBeCloseTo(0.6, 6)
    expect(facts).toEqual({ format: 'PNG', width: 2, height: 1, animated: false })
  })

  it('feeds the preprocessed picture under the name that the graph uses', async () => {
    const { session, fed } = fakeSession()
    await createImageClassification(manifest, { session, decoder }).run(
      { image, topK: 1 },
      contextOf(),
    )
    const data = Float32Array.of(1, 4, 2, 5, 3, 6)
    expect(fed).toEqual([{ pixels: { type: 'float32', dims: [1, 3, 1, 2], data } }])
  })

  it('fills a fixed batch with the same picture and reads the first answer', async () => {
    const { session, fed } = fakeSession({
      inputs: [{ name: 'pixels', type: 'float32', dims: [2, 3, 1, 2] }],
      dims: [2, 3],
      values: [5, 0, 0, 0, 9, 0],
    })
    const pipeline = createImageClassification(manifest, { session, decoder })
    const { predictions } = await pipeline.run({ image, topK: 1 }, contextOf())
    expect(predictions[0]?.class).toBe('circle')
    expect(fed[0]?.['pixels']?.dims).toEqual([2, 3, 1, 2])
    expect(fed[0]?.['pixels']?.data).toHaveLength(12)
  })

  it.each([[[1, 3, 1, 1]], [[3]], [[1, 1, 3]]])('reads an output of shape %j', async (dims) => {
    expect((await classify({ dims })).predictions[0]?.class).toBe('square')
  })

  it('takes probabilities as they are', async () => {
    const options = { values: [0.25, 0.125, 0.625] }
    const { predictions } = await classify(options, { output: 'probabilities' })
    expect(predictions.map((prediction) => prediction.prob)).toEqual([0.625, 0.25, 0.125])
  })

  it('does not give names that may be shifted', async () => {
    const { predictions } = await classify({}, { labels: ['background', 'circle'] })
    expect(predictions[0]?.class).toBe('class_1')
  })

  it('says when a run is the first', async () => {
    const pipeline = createImageClassification(manifest, {
      session: fakeSession().session,
      decoder,
    })
    const first = await pipeline.run({ image, topK: 1 }, contextOf())
    const second = await pipeline.run({ image, topK: 1 }, contextOf())
    expect([first.timing.cold, second.timing.cold]).toEqual([true, false])
  })

  it('measures each stage and all of them', async () => {
    const { timing } = await classify()
    const { decodeMs, preprocessMs, runMs, postprocessMs, totalMs } = timing
    // The fake clock ticks whenever it is looked at, which a pause does once.
    expect([decodeMs, preprocessMs, runMs, postprocessMs]).toEqual([1, 2, 1, 1])
    expect(totalMs).toBeGreaterThanOrEqual(4)
  })

  it.each([0, 11, 2.5, NaN])('refuses %d predictions', async (topK) => {
    await expect(classify({}, { topK })).rejects.toMatchObject({ code: 'setting-out-of-range' })
  })

  it.each([NaN, Infinity, -Infinity])('names an output with %d in it', async (value) => {
    const run = classify({ values: [0, value, 1] })
    await expect(run).rejects.toMatchObject({ code: 'output-not-finite' })
  })

  it('stops before the model runs when it was cancelled while decoding', async () => {
    const { session, fed } = fakeSession()
    const signal = { aborted: false }
    const cancelling: PictureDecoder = {
      async decode(source) {
        signal.aborted = true
        return decoder.decode(source)
      },
    }
    const pipeline = createImageClassification(manifest, { session, decoder: cancelling })
    closed.length = 0
    const run = pipeline.run({ image, topK: 1 }, contextOf(signal))
    await expect(run).rejects.toMatchObject({ code: 'aborted' })
    expect(fed).toEqual([])
    expect(closed).toEqual(['picture'])
  })
})

describe('an export that does not fit', () => {
  const refusal = { code: 'export-unsupported' }
  const open = (options: FakeOptions) =>
    createImageClassification(manifest, { session: fakeSession(options).session, decoder })
  const input = (type: ValueInfo['type'], ...dims: (number | string)[]): ValueInfo => ({
    name: 'x',
    type,
    dims,
  })

  it.each<[string, FakeOptions, RegExp]>([
    ['no picture input', { inputs: [input('int64', 1, 8)] }, /0 inputs/],
    [
      'two picture inputs',
      { inputs: [input('float32', 1, 3, 1, 2), { ...input('float32', 1, 3, 1, 2), name: 'y' }] },
      /2 inputs/,
    ],
    [
      'a further input',
      { inputs: [input('float32', 1, 3, 1, 2), { ...input('float32', 1), name: 'scale' }] },
      /wants “scale”/,
    ],
    ['half precision', { inputs: [input('float16', 1, 3, 1, 2)] }, /float16/],
    ['another size', { inputs: [input('float32', 1, 3, 224, 224)] }, /3 × 224 × 224.*3 × 1 × 2/],
    ['channels last', { inputs: [input('float32', 1, 1, 2, 3)] }, /1 × 2 × 3/],
    ['half-precision outputs', { outputs: [input('float16', 1, 3)] }, /“x” \(float16\)/],
  ])('is refused at once for %s', (_, options, problem) => {
    expect(() => open(options)).toThrow(
      expect.objectContaining({
        ...refusal,
        facts: expect.objectContaining({ problem: expect.stringMatching(problem) }),
      }),
    )
  })

  it('takes open sides for any size', () => {
    expect(() => open({ inputs: [input('float32', -1, 3, 'h', 0)] })).not.toThrow()
  })

  it.each([
    [[1, 21, 8, 8], Array<number>(21 * 64).fill(0)],
    [[1, 1], [0.7]],
    [[8, 3], Array<number>(24).fill(0)],
  ])('is refused for an output of shape %j', async (dims, values) => {
    await expect(classify({ dims, values })).rejects.toMatchObject(refusal)
  })

  it('is refused when its probabilities are none', async () => {
    const run = classify({ values: [-3, 12, 0] }, { output: 'probabilities' })
    await expect(run).rejects.toMatchObject(refusal)
  })
})
