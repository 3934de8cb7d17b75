import { describe, expect, it } from 'vitest'
import { toHalf } from '../core/tensors/float16.ts'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
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
  type?: 'float16' | 'uint8' | 'int8'
}

function fakeSession(options: FakeOptions = {}) {
  const fed: Record<string, Tensor>[] = []
  const dims = options.dims ?? [1, 3]
  const values = options.values ?? [0, Math.log(3), 0]
  const scores = tensorOf(options.type, dims, values)
  const session: Session = {
    inputs: options.inputs ?? [{ name: 'pixels', type: 'float32', dims: ['batch', 3, 1, 2] }],
    outputs: options.outputs ?? [{ name: 'scores', type: scores.type, dims }],
    async run(feeds) {
      fed.push({ ...feeds })
      return { scores }
    },
  }
  return { session, fed }
}

function tensorOf(type: FakeOptions['type'], dims: number[], values: number[]): Tensor {
  switch (type) {
    case 'float16':
      return { type, dims, data: Uint16Array.from(values, toHalf) }
    case 'uint8':
      return { type, dims, data: Uint8Array.from(values) }
    case 'int8':
      return { type, dims, data: Int8Array.from(values) }
    default:
      return { type: 'float32', dims, data: Float32Array.from(values) }
  }
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
  return pipeline.run({ image, topK, all: true }, contextOf())
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

  it('does not give names that may be shifted, and says so', async () => {
    const { predictions, mismatch } = await classify({}, { labels: ['background', 'circle'] })
    expect(predictions[0]?.class).toBe('class_1')
    expect(mismatch).toEqual({ labels: 2, classes: 3 })
  })

  it('numbers the classes of an export without names, which is no mismatch', async () => {
    const { predictions, mismatch } = await classify({}, { labels: [] })
    expect(predictions[0]?.class).toBe('class_1')
    expect(mismatch).toBeUndefined()
  })

  it('gives all probabilities and the model’s own numbers, in the order of the labels', async () => {
    const { probabilities, logits } = await classify({ values: [0, Math.log(3), 0] })
    const [circle, square, star] = probabilities!
    expect([circle, square, star].map((prob) => prob?.toFixed(6))).toEqual([
      '0.200000',
      '0.600000',
      '0.200000',
    ])
    expect(logits).toEqual(Float32Array.of(0, Math.log(3), 0))
  })

  it('keeps them to itself when nobody asks', async () => {
    const { session } = fakeSession()
    const pipeline = createImageClassification(manifest, { session, decoder })
    const result = await pipeline.run({ image, topK: 1 }, contextOf())
    expect(Object.keys(result).sort()).toEqual(['image', 'predictions', 'resampled', 'timing'])
  })

  it('reads half precision', async () => {
    const { predictions } = await classify({ type: 'float16' })
    expect(predictions[0]).toEqual({ class: 'square', prob: expect.closeTo(0.6, 3) })
  })

  it.each([
    ['uint8', [64, 160, 32]],
    ['int8', [-64, 32, -96]],
  ] as const)('reads probabilities that are %s', async (type, values) => {
    const { predictions } = await classify(
      { type, values: [...values] },
      { output: 'probabilities' },
    )
    expect(predictions.map(({ prob }) => prob)).toEqual([0.625, 0.25, 0.125])
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

describe('classes that do not exclude one another', () => {
  const logit = (prob: number) => Math.log(prob / (1 - prob))
  const sigmoid = { scores: 'sigmoid' } as const
  const found = async (probs: number[], parts: Parameters<typeof classify>[1] = {}) => {
    const options = { dims: [1, probs.length], values: probs.map(logit) }
    const { predictions } = await classify(options, { ...sigmoid, ...parts })
    return predictions.map((one) => `${one.class} ${one.prob.toFixed(2)}`)
  }

  it('are named as far as they reach the threshold, however many', async () => {
    expect(await found([0.9, 0.2, 0.8], { topK: 1 })).toEqual(['circle 0.90', 'star 0.80'])
    expect(await found([0.9, 0.2, 0.8], { topK: 1, threshold: 0.1 })).toHaveLength(3)
  })

  it('are the most probable ones where none reaches it', async () => {
    expect(await found([0.1, 0.3, 0.2], { topK: 2 })).toEqual(['square 0.30', 'star 0.20'])
  })

  it('may be one', async () => {
    expect(await found([0.7], { labels: ['spam'] })).toEqual(['spam 0.70'])
  })

  it('are taken as they are where they are probabilities already', async () => {
    const parts = { ...sigmoid, output: 'probabilities' } as const
    const { predictions } = await classify({ values: [0.75, 1, 0.25] }, parts)
    expect(predictions.map(({ prob }) => prob)).toEqual([1, 0.75])
  })

  it('stay finite, however extreme their logits', async () => {
    const { probabilities } = await classify({ values: [-1e30, 1e30, 0] }, sigmoid)
    expect(probabilities).toEqual(Float32Array.of(0, 1, 0.5))
  })
})

describe('what the model saw', () => {
  it('is the tensor that was fed, before and after normalisation', async () => {
    const { session } = fakeSession()
    const pipeline = createImageClassification(
      {
        ...manifest,
        preprocessing: { ...manifest.preprocessing, mean: [1, 2, 3], std: [2, 2, 2] },
      },
      { session, decoder },
    )
    const { seen } = await pipeline.run({ image, topK: 1, showTensor: true }, contextOf())
    expect(seen).toMatchObject({
      width: 2,
      height: 1,
      resized: Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255),
      normalised: Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255),
      channels: Array.from({ length: 3 }, () => ({ min: 0, max: 1.5, mean: 0.75 })),
      preprocessing: { mean: [1, 2, 3] },
    })
  })

  it('changes with the run’s own preprocessing', async () => {
    const { session, fed } = fakeSession()
    const pipeline = createImageClassification(manifest, { session, decoder })
    const preprocessing = { colours: 'BGR', rescale: 0.5 } as const
    const { seen } = await pipeline.run(
      { image, topK: 1, showTensor: true, preprocessing },
      contextOf(),
    )
    expect(fed[0]?.['pixels']?.data).toEqual(Float32Array.of(1.5, 3, 1, 2.5, 0.5, 2))
    expect(seen?.resized).toEqual(Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255))
    expect(seen?.preprocessing).toMatchObject(preprocessing)
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
    ['whole numbers of 32 bits', { inputs: [input('int32', 1, 3, 1, 2)] }, /int32/],
    ['another size', { inputs: [input('float32', 1, 3, 224, 224)] }, /3 × 224 × 224.*3 × 1 × 2/],
    ['channels last', { inputs: [input('float32', 1, 1, 2, 3)] }, /1 × 2 × 3/],
    ['outputs of bytes', { outputs: [input('int8', 1, 3)] }, /“x” \(int8\)/],
    ['outputs that are no numbers', { outputs: [input('string', 1, 3)] }, /“x” \(string\)/],
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
