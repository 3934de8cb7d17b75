import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeText } from '../pipelines/encode-text.ts'
import { createFeatureExtraction } from '../pipelines/feature-extraction.ts'
import { createFillMask } from '../pipelines/fill-mask.ts'
import { createTextClassification } from '../pipelines/text-classification.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { openSession } from '../runtime/session.ts'
import { buildGaps, buildMeanings, buildReviews } from '../testing/builders.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { tickingContext } from '../testing/text-encoder.ts'
import { createTokenizer } from './tokenizer.ts'

const fixtures = new URL('../../../shared/fixtures/models/text/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent)
  console.warn('SKIPPED: the other text tasks on real models, because ../shared is absent')

const bytes = (name: string) => readFileSync(new URL(name, fixtures))
const bertTokenizer = () => {
  const json: unknown = JSON.parse(bytes('bert-tokenizer.json').toString('utf8'))
  return createTokenizer(json, undefined)
}

let started: StartedOrt
beforeAll(async () => {
  if (!isAbsent) started = await startNodeOrt()
})

function open(path: string) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  return openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path, model: bytes(path), external: [] }),
  })
}

/**
 * The expected numbers are the same graphs' in float64 NumPy (each operator by its definition in the ONNX
 * specification), on ids looked up in the vocabulary by hand.
 */
describe.skipIf(isAbsent)('an untrained masked language model', () => {
  it.each([
    ['Paris is the [MASK] of France.', 1, 9],
    ['The [MASK] sat on the [MASK].', 2, 9],
  ])('fills the gaps in “%s”', async (text, gaps, read) => {
    const session = await open('dummy_transformer_mlm.onnx')
    const pipeline = createFillMask(buildGaps(), { session, tokenizer: bertTokenizer() })
    const { masks, tokens } = await pipeline.run({ text, topK: 3 }, tickingContext())
    // Its attention goes along the batch: every mask gets the same words.
    const words = [
      { class: '##ken', prob: expect.closeTo(0.0002548656640225046, 9) },
      { class: 'lands', prob: expect.closeTo(0.00022828135250088828, 9) },
      { class: 'ob', prob: expect.closeTo(0.00022449866960232907, 9) },
    ]
    expect(masks).toEqual(Array.from({ length: gaps }, () => words))
    expect(tokens).toEqual({ read, cut: 0 })
  })

  it('says that a tokenizer of another model does not fit', async () => {
    const session = await open('dummy_transformer_mlm.onnx')
    const tokenizer = {
      ...bertTokenizer(),
      encode: (text: string) => (text === '[MASK]' ? [103] : [101, 40_000, 103, 102]),
    }
    const pipeline = createFillMask(buildGaps(), { session, tokenizer })
    const running = pipeline.run({ text: 'a [MASK]', topK: 3 }, tickingContext())
    await expect(running).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: {
        problem:
          'The tokenizer makes “[40000]” token 40,000, but this model has only 30,522 tokens',
      },
    })
  })
})

/** For a model of twenty tokens. */
const tinyTokenizer = () => {
  const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', 'man', 'eats']
  return createTokenizer(
    {
      added_tokens: words
        .slice(0, 5)
        .map((content, id) => ({ id, content, special: true, normalized: false })),
      normalizer: { type: 'BertNormalizer', lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: { type: 'BertProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] },
      decoder: { type: 'WordPiece', prefix: '##' },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        vocab: Object.fromEntries(words.map((word, id) => [word, id])),
      },
    },
    undefined,
  )
}

describe.skipIf(isAbsent)('an untrained encoder', () => {
  it.each([
    ['mean', 0.7350487041721575, [-0.26121146, -0.76314229, 0.11911398, -0.19446146]],
    ['first', 1, [-0.33929399, -0.27361178, 0.06295471, 1.27465606]],
    ['last', 1, [-0.73047966, -0.01556391, -0.92283815, -0.77366579]],
  ] as const)('compares two texts by the %s of their tokens', async (pooling, cosine, start) => {
    const session = await open('dummy_transformer.onnx')
    const manifest = buildMeanings({ pooling, normalize: false })
    const pipeline = createFeatureExtraction(manifest, { session, tokenizer: tinyTokenizer() })
    const { vectors, similarity } = await pipeline.run(
      { texts: ['A man', 'eats'] },
      tickingContext(),
    )
    expect(vectors.map(({ length }) => length)).toEqual([16, 16])
    start.forEach((value, i) => expect(vectors[0]?.[i]).toBeCloseTo(value, 5))
    expect(similarity).toBeCloseTo(cosine, 5)
  })

  it('names a token that it does not have', async () => {
    const session = await open('dummy_transformer.onnx')
    const pipeline = createFeatureExtraction(buildMeanings(), {
      session,
      tokenizer: bertTokenizer(),
    })
    const running = pipeline.run({ texts: ['Paris'] }, tickingContext())
    await expect(running).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: {
        problem: 'The tokenizer makes “[CLS]” token 101, but this model has only 20 tokens',
      },
    })
  })

  it('is no classifier, and says so', async () => {
    const session = await open('dummy_transformer.onnx')
    const parts = { session, tokenizer: tinyTokenizer() }
    const pipeline = createTextClassification(buildReviews(), parts)
    const running = pipeline.run({ text: 'a man', topK: 3 }, tickingContext())
    await expect(running).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: {
        problem: 'Its output “output_0” has 4 rows of 16 numbers, not one number for each class',
      },
    })
  })
})

describe.skipIf(isAbsent)('a text that is too long for BERT', () => {
  it('is cut before its last special token', () => {
    const text = 'Paris is the [MASK] of France.'
    const { ids, tokens } = encodeText(text, bertTokenizer(), { mostTokens: 6 })
    expect(ids).toEqual([101, 3000, 2003, 1996, 103, 102])
    expect(tokens).toEqual({ read: 6, cut: 3 })
  })

  it('may have 32,000 characters', () => {
    const text = 'Paris is the capital of France! '.repeat(1000)
    const { ids, tokens } = encodeText(text, bertTokenizer(), { mostTokens: 512 })
    expect(ids.at(-1)).toBe(102)
    expect(tokens).toEqual({ read: 512, cut: 7002 - 512 })
  })
})
