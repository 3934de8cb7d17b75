/**
 * The two passes of a resize (`resample-pass.ts`) in WebAssembly with vectors, for packed pixels of three channels:
 * the four bytes of a pixel are weighed at once, and two pixels at a time. The same integers, and measured on photos
 * of 0.3, 2 and 12 megapixels two, three and nearly four times as quick as typed arrays.
 *
 * There is no product of vectors of 16 × 32 bits, so a weight, which has 23, goes in as two halves:
 * `weight = high * 2 ** 11 + low`. Sums may leave 32 bits on the way and come back: they wrap.
 */
import { precisionBits, type ResampleWeights } from './resample-weights.ts'
import { wasm, wasmModule } from './wasm-text.ts'

const lowBits = 11
/** Two weights in halves: high, high, low, low, of 16 bits each. */
export const pairBytes = 8

/** Bytes that a pass may read or write beyond what it is given: it takes 16 at a time. */
export const slackBytes = 16

/** Pairs for each output, the last one filled up with a weight of 0, as `pairBytes` bytes each. */
export function weightPairs({ count, lengths, weights, stride }: ResampleWeights): {
  readonly pairs: Int16Array
  readonly strideBytes: number
  /** Of each output. */
  readonly counts: Int32Array
} {
  const most = (stride + 1) >> 1
  const pairs = new Int16Array(count * most * 4)
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < lengths[i]!; k++) {
      const weight = weights[i * stride + k]!
      const place = (i * most + (k >> 1)) * 4 + (k & 1)
      pairs[place] = weight >> lowBits
      pairs[place + 2] = weight & ((1 << lowBits) - 1)
    }
  }
  const counts = lengths.map((length) => (length + 1) >> 1)
  return { pairs, strideBytes: most * pairBytes, counts }
}

/** First byte of the one, first of the other, second of the one, … */
const interleaveLow = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23]
const interleaveHigh = interleaveLow.map((lane) => lane + 8)
/** The same for two pixels that lie side by side. */
const interleavePixels = [0, 4, 1, 5, 2, 6, 3, 7, 0, 4, 1, 5, 2, 6, 3, 7]

const { get, set, tee, add, sub, loop } = wasm
const number = (value: number) => wasm.const(value)
/** `local += amount` */
const advance = (local: number, amount: readonly number[]) => [
  ...get(local),
  ...amount,
  ...add,
  ...set(local),
]
/** `1 << (precisionBits - 1)`, too large for one small constant. */
const half = [...number(1), ...number(precisionBits - 1), 0x74, ...wasm.i32x4_splat]
/** Sets a sum to nothing, and the other to what rounds. */
const clear = (high: number, low: number) => [
  ...number(0),
  ...wasm.i32x4_splat,
  ...set(high),
  ...half,
  ...set(low),
]
/** `sum += pixels · weights`, the pixels and the weights being vectors of pairs. */
const accumulate = (sum: number, pixels: number, weights: number) => [
  ...get(pixels),
  ...get(weights),
  ...wasm.i32x4_dot_i16x8_s,
  ...get(sum),
  ...wasm.i32x4_add,
  ...set(sum),
]
/** Leaves what the two sums come to, whole, in four numbers of 32 bits. */
const rounded = (high: number, low: number) => [
  ...get(high),
  ...number(lowBits),
  ...wasm.i32x4_shl,
  ...get(low),
  ...wasm.i32x4_add,
  ...number(precisionBits),
  ...wasm.i32x4_shr_s,
]

/** One row: from its first byte, to the outputs from `target` to `end`, each of which has a start, a count and pairs. */
const across = (() => {
  const numbers = ['row', 'target', 'end', 'starts', 'counts', 'pairs', 'stride'] as const
  const at = locals(...numbers, 'from', 'weight', 'left', 'high', 'low', 'pixels', 'by')
  return {
    name: 'across',
    parameters: numbers.length,
    numbers: 3,
    vectors: 4,
    body: [
      loop(
        [...get(at.row), ...get(at.starts), ...wasm.load(), ...add, ...set(at.from)],
        [...get(at.counts), ...wasm.load(), ...set(at.left)],
        [...get(at.pairs), ...set(at.weight)],
        clear(at.high, at.low),
        loop(
          [...get(at.from), ...wasm.v128_load64_zero(), ...tee(at.pixels), ...get(at.pixels)],
          [...wasm.shuffle(interleavePixels), ...wasm.i16x8_extend_low_i8x16_u, ...set(at.pixels)],
          [...get(at.weight), ...wasm.v128_load32_splat(), ...set(at.by)],
          accumulate(at.high, at.pixels, at.by),
          [...get(at.weight), ...wasm.v128_load32_splat(4), ...set(at.by)],
          accumulate(at.low, at.pixels, at.by),
          advance(at.from, number(8)),
          advance(at.weight, number(pairBytes)),
          [...get(at.left), ...number(1), ...sub, ...tee(at.left)],
        ),
        // Three quarters of what is narrowed here are of no interest, and not stored.
        [...get(at.target), ...rounded(at.high, at.low), ...get(at.high)],
        [...wasm.i16x8_narrow_i32x4_s, ...get(at.high), ...wasm.i8x16_narrow_i16x8_u],
        wasm.v128_store32_lane0(),
        advance(at.starts, number(4)),
        advance(at.counts, number(4)),
        advance(at.pairs, get(at.stride)),
        advance(at.target, number(4)),
        [...get(at.target), ...get(at.end), ...wasm.lessThanUnsigned],
      ),
    ],
  }
})()

/** One row: out of `count` pairs of rows, `pitch` bytes apart, the first at `source`; four pixels at a time. */
const down = (() => {
  const numbers = ['source', 'target', 'end', 'pitch', 'count', 'pairs'] as const
  const vectors = ['one', 'other', 'pixels', 'byHigh', 'byLow'] as const
  const sums = ['high0', 'low0', 'high1', 'low1', 'high2', 'low2', 'high3', 'low3'] as const
  const at = locals(...numbers, 'from', 'weight', 'left', ...vectors, ...sums)
  const pixels = [
    { high: at.high0, low: at.low0, lanes: interleaveLow, half: wasm.i16x8_extend_low_i8x16_u },
    { high: at.high1, low: at.low1, lanes: interleaveLow, half: wasm.i16x8_extend_high_i8x16_u },
    { high: at.high2, low: at.low2, lanes: interleaveHigh, half: wasm.i16x8_extend_low_i8x16_u },
    { high: at.high3, low: at.low3, lanes: interleaveHigh, half: wasm.i16x8_extend_high_i8x16_u },
  ]
  return {
    name: 'down',
    parameters: numbers.length,
    numbers: 3,
    vectors: vectors.length + sums.length,
    body: [
      loop(
        [...get(at.source), ...set(at.from), ...get(at.count), ...set(at.left)],
        [...get(at.pairs), ...set(at.weight)],
        ...pixels.map(({ high, low }) => clear(high, low)),
        loop(
          [...get(at.from), ...wasm.v128_load(), ...set(at.one)],
          advance(at.from, get(at.pitch)),
          [...get(at.from), ...wasm.v128_load(), ...set(at.other)],
          [...get(at.weight), ...wasm.v128_load32_splat(), ...set(at.byHigh)],
          [...get(at.weight), ...wasm.v128_load32_splat(4), ...set(at.byLow)],
          ...pixels.flatMap(({ high, low, lanes, half: extend }) => [
            [
              ...get(at.one),
              ...get(at.other),
              ...wasm.shuffle(lanes),
              ...extend,
              ...set(at.pixels),
            ],
            accumulate(high, at.pixels, at.byHigh),
            accumulate(low, at.pixels, at.byLow),
          ]),
          advance(at.from, get(at.pitch)),
          advance(at.weight, number(pairBytes)),
          [...get(at.left), ...number(1), ...sub, ...tee(at.left)],
        ),
        get(at.target),
        [
          ...rounded(at.high0, at.low0),
          ...rounded(at.high1, at.low1),
          ...wasm.i16x8_narrow_i32x4_s,
        ],
        [
          ...rounded(at.high2, at.low2),
          ...rounded(at.high3, at.low3),
          ...wasm.i16x8_narrow_i32x4_s,
        ],
        [...wasm.i8x16_narrow_i16x8_u, ...wasm.v128_store()],
        advance(at.source, number(16)),
        advance(at.target, number(16)),
        [...get(at.target), ...get(at.end), ...wasm.lessThanUnsigned],
      ),
    ],
  }
})()

/** The bytes of a module with `across` and `down`, over a memory of its maker's. */
export const resampleModule = () => wasmModule([across, down])

/** Locals by their names, in the order in which a function has them. */
function locals<const Names extends readonly string[]>(
  ...names: Names
): Record<Names[number], number> {
  const places = Object.fromEntries(names.map((name, place) => [name, place]))
  // Made of just these names.
  return places as Record<Names[number], number>
}
