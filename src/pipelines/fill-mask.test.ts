import { describe, expect, it } from 'vitest'
import { toHalf } from '../core/tensors/float16.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { FillMaskManifest } from '../protocol/manifest.ts'
import { buildGaps } from '../testing/builders.ts'
import {
  encoderInputs,
  fakeEncoder,
  floats,
  tickingContext,
  wordTokenizer,
} from '../testing/text-encoder.ts'
import { createFillMask } from './fill-mask.ts'
import type { Tokenizer, ValueInfo } from './ports.ts'

const width = 10
const logits: ValueInfo = { name: 'logits', type: 'float32', dims: ['batch', 'tokens', width] }

/** At each place: 3 : 1 for the token after the one that it counts from, and nothing for the others. */
function rowsFor(tokens: number): number[] {
  return Array.from({ length: tokens }, (_, place) =>
    Array.from({ length: width }, (__, id) =>
      id === 4 + place ? Math.log(3) : id === 5 + place ? 0 : -Infinity,
    ),
  ).flat()
}

interface Options {
  manifest?: Partial<FillMaskManifest>
  answer?: (tokens: number) => Tensor
  inputs?: ValueInfo[]
  tokenizer?: Tokenizer
}

function setUp({
  manifest,
  answer,
  inputs = encoderInputs,
  tokenizer = wordTokenizer,
}: Options = {}) {
  const fake = fakeEncoder({
    inputs,
    outputs: [logits],
    answer: (tokens) => ({
      logits: answer?.(tokens) ?? floats([1, tokens, width], rowsFor(tokens)),
    }),
  })
  const pipeline = createFillMask(buildGaps(manifest), { session: fake.session, tokenizer })
  const fill = (text: string, topK = 2) => pipeline.run({ text, topK }, tickingContext())
  return { fill, ...fake }
}

describe('createFillMask', () => {
  it('gives the most probable words where the mask stands', async () => {
    const { masks, tokens } = await setUp().fill('good [MASK] film')
    expect(masks).toEqual([
      [
        { class: 'bad', prob: expect.closeTo(0.75, 6) },
        { class: 'film', prob: expect.closeTo(0.25, 6) },
      ],
    ])
    expect(tokens).toEqual({ read: 5, cut: 0 })
  })

  it('answers for each mask in order', async () => {
    const { masks } = await setUp().fill('[MASK] good [MASK]')
    expect(masks.map((words) => words.map((word) => word.class))).toEqual([
      ['good', 'bad'],
      ['film', '##s'],
    ])
  })

  it('spells what is no word, and what would look like another one', async () => {
    const { masks } = await setUp({
      answer: () => floats([1, 3, width], rowsFor(0).concat(Array(30).fill(0))),
    }).fill('[MASK]', 3)
    expect(masks[0]?.map((word) => word.class)).toEqual(['[PAD]', '[UNK]', '[CLS]'])
    const spaced: Tokenizer = {
      ...wordTokenizer,
      decode: ([id]) => (id === 6 ? ' good' : 'good'),
      spelling: (id) => (id === 6 ? '▁good' : 'good'),
    }
    const twice = await setUp({ tokenizer: spaced }).fill('[MASK]')
    expect(twice.masks[0]?.map((word) => word.class)).toEqual(['good', '▁good'])
  })

  it('reads half precision', async () => {
    const { fill } = setUp({
      answer: (tokens) => ({
        type: 'float16',
        dims: [1, tokens, width],
        data: Uint16Array.from(rowsFor(tokens), toHalf),
      }),
    })
    expect((await fill('[MASK]')).masks[0]?.[0]?.prob).toBeCloseTo(0.75, 3)
  })

  it('finds the mask in a text that is filled up to a fixed length', async () => {
    const inputs = encoderInputs.map((input) => ({ ...input, dims: [1, 6] }))
    const { fill, fed } = setUp({ inputs })
    const { masks, tokens } = await fill('[MASK]')
    expect(masks[0]?.[0]?.class).toBe('good')
    expect(tokens).toEqual({ read: 3, cut: 0 })
    expect(fed[0]?.['attention_mask']?.data).toEqual(BigInt64Array.of(1n, 1n, 1n, 0n, 0n, 0n))
  })

  it.each([
    ['has no mask', 'good film', 8, { mask: '[MASK]' }],
    ['has it where it is cut off', 'good film [MASK]', 4, { mask: '[MASK]', limit: 4 }],
    ['spells it in another way', 'good [mask] film', 8, { mask: '[MASK]' }],
  ])('refuses a text that %s, without running', async (_, text, maxTokens, facts) => {
    const { fill, fed } = setUp({ manifest: { maxTokens } })
    await expect(fill(text)).rejects.toMatchObject({ code: 'mask-missing', facts })
    expect(fed).toEqual([])
  })

  it('refuses a tokenizer that does not have the mask', () => {
    expect(() => setUp({ manifest: { maskToken: 'a gap' } })).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: expect.objectContaining({
          problem: 'The tokenizer does not have “a gap” as one token',
        }),
      }),
    )
  })

  it.each<[string, (tokens: number) => Tensor, string]>([
    ['NaN', (n) => floats([1, n, width], Array(n * width).fill(NaN)), 'output-not-finite'],
    ['one row for the text', () => floats([1, width], Array(width).fill(0)), 'export-unsupported'],
  ])('refuses %s', async (_, answer, code) => {
    await expect(setUp({ answer }).fill('[MASK]')).rejects.toMatchObject({ code })
  })
})
