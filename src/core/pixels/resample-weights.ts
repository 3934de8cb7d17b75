import type { ResampleFilter } from './resample-filter.ts'

export type WeightedFilter = Exclude<ResampleFilter, 'nearest'>

/** Pillow leaves 8 bits for the result and 2 for overshoot, of 32 (PRECISION_BITS). */
export const precisionBits = 32 - 8 - 2

/** For each output along one side: which inputs it is made of, and how much of each. */
export interface ResampleWeights {
  readonly count: number
  /** First input of each output. */
  readonly starts: Int32Array
  /** Number of inputs of each output. */
  readonly lengths: Int32Array
  /** `stride` places for each output; 1.0 is 2 ^ precisionBits. */
  readonly weights: Int32Array
  readonly stride: number
  /** The inputs that any output uses; `end` is not one of them. */
  readonly used: { readonly start: number; readonly end: number }
}

/**
 * The weights of outputs `first` to `first + count` of a side of `size` pixels made from `sourceSize`. Follows
 * `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow operation by operation, since the last bit of a double
 * can decide the last bit of a pixel.
 */
export function resampleWeights(
  filter: WeightedFilter,
  sourceSize: number,
  size: number,
  first: number,
  count: number,
): ResampleWeights {
  const { support: reach, weigh } = kernels[filter]
  const scale = sourceSize / size
  const filterScale = Math.max(scale, 1)
  const support = reach * filterScale
  const stride = Math.ceil(support) * 2 + 1
  const inverse = 1 / filterScale

  const starts = new Int32Array(count)
  const lengths = new Int32Array(count)
  const weights = new Int32Array(count * stride)
  const exact = new Float64Array(stride)
  for (let i = 0; i < count; i++) {
    const centre = (first + i + 0.5) * scale
    const start = Math.max(Math.trunc(centre - support + 0.5), 0)
    const length = Math.min(Math.trunc(centre + support + 0.5), sourceSize) - start
    let sum = 0
    for (let x = 0; x < length; x++) {
      const weight = weigh((x + start - centre + 0.5) * inverse)
      exact[x] = weight
      sum += weight
    }
    for (let x = 0; x < length; x++) {
      const weight = (sum === 0 ? exact[x]! : exact[x]! / sum) * (1 << precisionBits)
      weights[i * stride + x] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5)
    }
    starts[i] = start
    lengths[i] = length
  }
  const used = { start: starts[0]!, end: starts[count - 1]! + lengths[count - 1]! }
  return { count, starts, lengths, weights, stride, used }
}

/** The weights of a side that keeps its size: each output is its input. */
export function sameWeights(first: number, count: number): ResampleWeights {
  return {
    count,
    starts: Int32Array.from({ length: count }, (_, i) => first + i),
    lengths: new Int32Array(count).fill(1),
    weights: new Int32Array(count).fill(1 << precisionBits),
    stride: 1,
    used: { start: first, end: first + count },
  }
}

interface Kernel {
  /** Distance from the centre, in inputs, beyond which the weight is 0. */
  readonly support: number
  weigh(x: number): number
}

const kernels: Record<WeightedFilter, Kernel> = {
  box: { support: 0.5, weigh: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weigh: (x) => Math.max(1 - Math.abs(x), 0) },
  hamming: { support: 1, weigh: hamming },
  bicubic: { support: 2, weigh: bicubic },
  lanczos: { support: 3, weigh: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
}

// Pillow writes these two as single-precision literals, which is what its windows are made of.
const hammingBase = Math.fround(0.54)
const hammingSwing = Math.fround(0.46)

function hamming(x: number): number {
  const distance = Math.abs(x)
  if (distance === 0) return 1
  if (distance >= 1) return 0
  const angle = distance * Math.PI
  return (Math.sin(angle) / angle) * (hammingBase + hammingSwing * Math.cos(angle))
}

/** Keys' cubic with a = -0.5. */
function bicubic(x: number): number {
  const distance = Math.abs(x)
  if (distance < 1) return (1.5 * distance - 2.5) * distance * distance + 1
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * -0.5
  return 0
}

function sinc(x: number): number {
  if (x === 0) return 1
  const angle = x * Math.PI
  return Math.sin(angle) / angle
}
