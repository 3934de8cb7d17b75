import { describe, expect, it } from 'vitest'
import { toHalf } from '../core/tensors/float16.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { FeatureExtractionManifest } from '../protocol/manifest.ts'
import { buildMeanings } from '../testing/builders.ts'
import {
  encoderInputs,
  fakeEncoder,
  floats,
  tickingContext,
  wordTokenizer,
} from '../testing/text-encoder.ts'
import { createFeatureExtraction } from './feature-extraction.ts'
import type { ValueInfo } from './ports.ts'

const states: ValueInfo = { name: 'last_hidden_state', type: 'float32', dims: ['b', 's', 2] }
const pooled: ValueInfo = { name: 'sentence_embedding', type: 'float32', dims: ['b', 2] }

/** The vectors (0, 1), (1, 1), (2, 1), … */
const ramp = (tokens: number) =>
  floats([1, tokens, 2], Array.from({ length: tokens }, (_, i) => [i, 1]).flat())

interface Options {
  manifest?: Partial<FeatureExtractionManifest>
  outputs?: ValueInfo[]
  inputs?: ValueInfo[]
  answer?: (tokens: number) => Tensor
}

function setUp({
  manifest,
  outputs = [states],
  inputs = encoderInputs,
  answer = ramp,
}: Options = {}) {
  const fake = fakeEncoder({
    inputs,
    outputs,
    answer: (tokens) => Object.fromEntries(outputs.map(({ name }) => [name, answer(tokens)])),
  })
  const parts = { session: fake.session, tokenizer: wordTokenizer }
  const pipeline = createFeatureExtraction(buildMeanings({ normalize: false, ...manifest }), parts)
  return { embed: (...texts: string[]) => pipeline.run({ texts }, tickingContext()), ...fake }
}

describe('createFeatureExtraction', () => {
  it.each([
    ['mean', [1.5, 1]],
    ['first', [0, 1]],
    ['last', [3, 1]],
  ] as const)('pools the tokens by their %s', async (pooling, expected) => {
    const { vectors } = await setUp({ manifest: { pooling } }).embed('good film')
    expect(vectors).toEqual([Float32Array.from(expected)])
  })

  it.each([
    ['mean', [1.5, 1]],
    ['last', [3, 1]],
  ] as const)('leaves what fills up a fixed length out of the %s', async (pooling, expected) => {
    const inputs = encoderInputs.map((input) => ({ ...input, dims: [1, 9] }))
    const { vectors } = await setUp({ inputs, manifest: { pooling } }).embed('good film')
    expect(vectors).toEqual([Float32Array.from(expected)])
  })

  it('compares two texts', async () => {
    // Means of (0, 1) … (2, 1) and of (0, 1) … (3, 1): (1, 1) and (1.5, 1).
    const { embed, fed } = setUp()
    const { similarity, tokens } = await embed('good', 'good film')
    expect(similarity).toBeCloseTo(2.5 / Math.sqrt(2 * 3.25), 7)
    expect(tokens.map(({ read }) => read)).toEqual([3, 4])
    expect(fed).toHaveLength(2)
  })

  it('says nothing of a similarity for one text', async () => {
    expect(await setUp().embed('good')).not.toHaveProperty('similarity')
  })

  it('scales to length 1 where the export says so', async () => {
    const { vectors } = await setUp({ manifest: { normalize: true, pooling: 'last' } }).embed('')
    expect(vectors[0]?.[0]).toBeCloseTo(Math.SQRT1_2, 7)
  })

  it('never says more than 1', async () => {
    const answer = () => floats([1, 2], [0.1, 0.7])
    const { similarity } = await setUp({ answer, outputs: [pooled] }).embed('good', 'bad')
    expect(similarity).toBeLessThanOrEqual(1)
    expect(similarity).toBeCloseTo(1, 7)
  })

  it('takes the vectors of the tokens, or the graph’s own one where it pools', async () => {
    const outputs = [pooled, states]
    const mean = setUp({ outputs })
    await mean.embed('good')
    expect(mean.asked).toEqual([['last_hidden_state']])
    const none = setUp({
      outputs: [states, pooled],
      manifest: { pooling: 'none' },
      answer: () => floats([1, 2], [3, 4]),
    })
    expect((await none.embed('good')).vectors).toEqual([Float32Array.of(3, 4)])
    expect(none.asked).toEqual([['sentence_embedding']])
  })

  it('reads half precision', async () => {
    const { embed } = setUp({
      answer: (tokens) => {
        const { dims, data } = ramp(tokens)
        return { type: 'float16', dims, data: Uint16Array.from(data as Float32Array, toHalf) }
      },
    })
    expect((await embed('good')).vectors).toEqual([Float32Array.of(1, 1)])
  })

  it('gives a copy, which does not keep the model’s whole output', async () => {
    const { vectors } = await setUp({ manifest: { pooling: 'first' } }).embed('good')
    expect(vectors[0]?.buffer.byteLength).toBe(8)
  })

  it.each<[string, Options, string[], string]>([
    [
      'NaN',
      { answer: (n) => floats([1, n, 2], Array(n * 2).fill(NaN)) },
      ['good'],
      'output-not-finite',
    ],
    [
      'a vector of zeros, which points nowhere',
      { answer: (n) => floats([1, n, 2], Array(n * 2).fill(0)) },
      ['good', 'bad'],
      'output-not-finite',
    ],
    [
      'a vector for each token where the graph was to pool',
      { manifest: { pooling: 'none' } },
      ['good'],
      'export-unsupported',
    ],
    ['too few vectors', { answer: () => ramp(2) }, ['good film'], 'export-unsupported'],
  ])('refuses %s', async (_, options, texts, code) => {
    await expect(setUp(options).embed(...texts)).rejects.toMatchObject({ code })
  })
})
