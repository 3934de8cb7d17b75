import { describe, expect, it } from 'vitest'
import { toHalf } from '../core/tensors/float16.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { TextClassificationManifest } from '../protocol/manifest.ts'
import { buildReviews } from '../testing/builders.ts'
import { fakeEncoder, floats, tickingContext, wordTokenizer } from '../testing/text-encoder.ts'
import type { ValueInfo } from './ports.ts'
import { createTextClassification } from './text-classification.ts'

const output = (name: string, parts: Partial<ValueInfo> = {}): ValueInfo => ({
  name,
  type: 'float32',
  dims: ['batch', 3],
  ...parts,
})
const scores = [0, Math.log(3), 0]

function setUp(
  manifest: Partial<TextClassificationManifest> = {},
  answer: Tensor = floats([1, 3], scores),
  outputs: ValueInfo[] = [output('logits')],
) {
  const fake = fakeEncoder({ outputs, answer: () => ({ logits: answer, scores: answer }) })
  const options = { session: fake.session, tokenizer: wordTokenizer }
  const pipeline = createTextClassification(buildReviews(manifest), options)
  const classify = (text = 'good film', topK = 3, context = tickingContext()) =>
    pipeline.run({ text, topK }, context)
  return { classify, ...fake }
}

describe('createTextClassification', () => {
  it('names the most probable classes', async () => {
    const { classify, fed, asked } = setUp()
    const { predictions, tokens, timing } = await classify()
    expect(predictions.map((prediction) => prediction.class)).toEqual([
      'neutral',
      'negative',
      'positive',
    ])
    expect(predictions.map(({ prob }) => prob.toFixed(6))).toEqual([
      '0.600000',
      '0.200000',
      '0.200000',
    ])
    expect(tokens).toEqual({ read: 4, cut: 0 })
    expect(timing).toEqual({ tokenizeMs: 1, runMs: 1, totalMs: 7, cold: true })
    expect(fed[0]?.['input_ids']?.data).toEqual(BigInt64Array.of(2n, 5n, 7n, 3n))
    expect(asked).toEqual([['logits']])
  })

  it('knows its second run', async () => {
    const { classify } = setUp()
    await classify()
    expect((await classify()).timing.cold).toBe(false)
  })

  it('takes each class by itself where several may hold', async () => {
    const { predictions } = await setUp({ scores: 'sigmoid' }).classify()
    expect(predictions.map(({ prob }) => prob.toFixed(6))).toEqual([
      '0.750000',
      '0.500000',
      '0.500000',
    ])
  })

  it('reads a single score as a class of its own', async () => {
    const { classify } = setUp({ scores: 'sigmoid', labels: ['spam'] }, floats([1, 1], [0]))
    expect((await classify()).predictions).toEqual([{ class: 'spam', prob: 0.5 }])
  })

  it('gives as many classes as were asked for', async () => {
    expect((await setUp().classify('good', 1)).predictions).toHaveLength(1)
    expect((await setUp().classify('good', 10)).predictions).toHaveLength(3)
  })

  it('numbers the classes when there are not as many labels', async () => {
    const { predictions } = await setUp({ labels: ['one'] }).classify()
    expect(predictions[0]?.class).toBe('class_1')
  })

  it('reads half precision', async () => {
    const data = Uint16Array.from(scores, toHalf)
    const { predictions } = await setUp({}, { type: 'float16', dims: [1, 3], data }).classify()
    expect(predictions[0]?.prob).toBeCloseTo(0.6, 3)
  })

  it('takes the logits among other outputs, else the first that could be one score a class', async () => {
    const hidden = output('hidden', { dims: ['batch', 'tokens', 8] })
    const named = setUp({}, undefined, [hidden, output('other'), output('logits')])
    await named.classify()
    expect(named.asked).toEqual([['logits']])
    const unnamed = setUp({}, undefined, [
      hidden,
      output('ids', { type: 'int64' }),
      output('scores'),
    ])
    await unnamed.classify()
    expect(unnamed.asked).toEqual([['scores']])
  })

  it('cuts what the model cannot read, and says how much', async () => {
    const { classify, fed } = setUp({ maxTokens: 4 })
    expect((await classify('good good bad film !')).tokens).toEqual({ read: 4, cut: 3 })
    expect(fed[0]?.['input_ids']?.data).toEqual(BigInt64Array.of(2n, 5n, 5n, 3n))
  })

  it.each<[string, Tensor, string]>([
    ['a score for each token', floats([1, 4, 3], Array(12).fill(0)), 'export-unsupported'],
    ['NaN', floats([1, 3], [0, NaN, 0]), 'output-not-finite'],
    [
      'whole numbers',
      { type: 'int64', dims: [1], data: BigInt64Array.of(1n) },
      'export-unsupported',
    ],
  ])('refuses %s', async (_, answer, code) => {
    await expect(setUp({}, answer).classify()).rejects.toMatchObject({ code })
  })

  it('refuses a graph without floating-point outputs at once', () => {
    const outputs = [output('label', { type: 'string' })]
    expect(() => setUp({}, undefined, outputs)).toThrow(
      expect.objectContaining({ code: 'export-unsupported' }),
    )
  })

  it.each([0, 11, 1.5])('refuses a top-k of %d', async (k) => {
    await expect(setUp().classify('good', k)).rejects.toMatchObject({
      code: 'setting-out-of-range',
    })
  })

  it('stops when it is told to, before the model runs', async () => {
    const { classify, fed } = setUp()
    const running = classify('good', 3, tickingContext({ aborted: true }))
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
    expect(fed).toEqual([])
  })
})
