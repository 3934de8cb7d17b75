import { describe, expect, it } from 'vitest'
import { argmax, rankLogits } from '../../core/decoding/logits.ts'
import { nextLogits, type NextLogits } from './next-logits.ts'
import type { DecoderRoles } from './roles.ts'
import { createSelfCheck } from './self-check.ts'
import type { TokenDecoder } from './token-decoder.ts'

const vocabularySize = 16
const roles: DecoderRoles = {
  ids: { name: 'input_ids', type: 'int64' },
  logits: 'logits',
  caches: [],
  numbers: {},
  lastLogitsOnly: false,
  vocabularySize,
}

/** Depends on each token and its place. */
function truth(tokens: readonly number[]): Float32Array {
  let state = 7
  for (const [place, id] of tokens.entries()) state = (state * 31 + id * (place + 3) + 11) % 9973
  return Float32Array.from(
    { length: vocabularySize },
    (_, id) => ((state * (id + 1)) % 97) / 10 - 4,
  )
}

interface Quirks {
  /** What it says behind these tokens, of which it was given `added` just now. */
  readonly say?: (tokens: readonly number[], added: readonly number[]) => Float32Array
  readonly next?: (values: Float32Array) => NextLogits
  /** What it holds after a cut. */
  readonly cut?: (tokens: readonly number[], length: number) => readonly number[]
  readonly choose?: (values: Float32Array) => number
}

function decoderWith({
  say = truth,
  next = nextLogits,
  cut = (tokens, length) => tokens.slice(0, length),
  choose,
}: Quirks = {}) {
  let tokens: readonly number[] = []
  let runs = 0
  const append = async (ids: readonly number[]) => {
    runs++
    tokens = [...tokens, ...ids]
    return next(say(tokens, ids))
  }
  const decoder: TokenDecoder = {
    traffic: { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
    append,
    appendEach: () => Promise.reject(new Error('not asked')),
    async rewind(length) {
      tokens = cut(tokens, length)
      return Math.min(tokens.length, length)
    },
    ...(choose && {
      async appendGreedily(count: number) {
        const taken = []
        let last = next(say(tokens, []))
        for (let i = 0; i < count; i++) {
          const values = say(tokens, [])
          const id = choose(values)
          taken.push([{ id, prob: 1 }])
          last = await append([id])
        }
        return { taken, next: last }
      },
    }),
  }
  return { decoder, held: () => tokens.length, runs: () => runs }
}

/** Right for as many answers as there are before it takes tokens by itself, and after that of zeros. */
function forgetful() {
  let answers = 0
  return (values: Float32Array) =>
    nextLogits(++answers > 3 ? new Float32Array(vocabularySize) : values)
}

async function agrees(
  quirks: Quirks,
  plain = decoderWith().decoder,
  more: Partial<DecoderRoles> = {},
): Promise<boolean> {
  const check = await createSelfCheck(plain, { ...roles, ...more })
  return check(decoderWith(quirks).decoder)
}

const off = (values: Float32Array, by: number) =>
  values.map((value, id) => value + (id === 9 ? by : 0))

describe('a decoder agrees with the plain one', () => {
  it('where it says the same, and both are left empty', async () => {
    const [plain, other] = [decoderWith(), decoderWith({ choose: argmax })]
    const check = await createSelfCheck(plain.decoder, roles)
    expect(await check(other.decoder)).toBe(true)
    expect([plain.held(), other.held()]).toEqual([0, 0])
    expect(other.runs()).toBeLessThan(8)
    expect(await check(decoderWith().decoder)).toBe(true)
    expect(plain.runs(), 'the plain one is asked once').toBe(4)
  })

  it('where the last bits differ, with 16-bit floats a little more', async () => {
    const bits = { say: (tokens: readonly number[]) => off(truth(tokens), 0.001) }
    expect(await agrees(bits)).toBe(true)
    const more = { say: (tokens: readonly number[]) => off(truth(tokens), 0.03) }
    expect(await agrees(more)).toBe(false)
    const cache = { past: 'p', present: 'q', type: 'float16', emptyDims: [1, 1, 0, 1] } as const
    expect(await agrees(more, undefined, { caches: [cache] })).toBe(true)
  })

  it('where it cannot cut its cache, but says so', async () => {
    expect(await agrees({ cut: (tokens, length) => (length < tokens.length ? [] : tokens) })).toBe(
      true,
    )
  })

  it('where both give no numbers', async () => {
    const say = () => new Float32Array(vocabularySize).fill(NaN)
    expect(await agrees({ say }, decoderWith({ say }).decoder)).toBe(true)
    expect(await agrees({}, decoderWith({ say }).decoder)).toBe(false)
  })
})

describe('a decoder that lies is found out', () => {
  const zeros = () => new Float32Array(vocabularySize)

  it.each<[string, Quirks]>([
    ['from the first', { say: zeros }],
    ['with another vocabulary', { say: (tokens) => truth(tokens).slice(1) }],
    ['at the first step', { say: (tokens) => (tokens.length === 5 ? zeros() : truth(tokens)) }],
    [
      'when tokens are added together behind others',
      {
        say: (tokens, added) =>
          added.length > 1 && added.length < tokens.length ? zeros() : truth(tokens),
      },
    ],
    ['after a cut that it did not make', { cut: (tokens, length) => (length > 0 ? tokens : []) }],
    [
      'after it was emptied',
      { cut: (tokens, length) => (length === 0 ? tokens : tokens.slice(0, length)) },
    ],
    [
      'about its best tokens',
      {
        next: (values) => ({
          ...nextLogits(values),
          best: async () => rankLogits(values)!.best.toReversed(),
        }),
      },
    ],
    ['in what it takes by itself', { choose: (values) => (argmax(values) + 1) % vocabularySize }],
    ['after what it takes by itself', { choose: argmax, next: forgetful() }],
  ])('%s', async (_, quirks) => {
    expect(await agrees(quirks)).toBe(false)
  })

  it('however low the logits of tokens are that are ruled out', async () => {
    const low = (values: Float32Array) => values.map((value, id) => (id === 3 ? -3.4e38 : value))
    const plain = decoderWith({ say: (tokens) => low(truth(tokens)) }).decoder
    expect(await agrees({ say: (tokens) => off(low(truth(tokens)), 1) }, plain)).toBe(false)
  })
})

it('there is nothing to go by where the plain one cannot run', async () => {
  const append = () => Promise.reject(new Error('no'))
  await expect(createSelfCheck({ ...decoderWith().decoder, append }, roles)).rejects.toThrow('no')
})
