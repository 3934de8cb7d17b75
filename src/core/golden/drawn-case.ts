import type { Rectangle } from '../pixels/rectangle.ts'
import type { ResampleFilter } from '../pixels/resample-filter.ts'

export interface DrawnCase {
  readonly source: readonly [width: number, height: number]
  readonly width: number
  readonly height: number
  readonly filter: ResampleFilter
  readonly channels: 1 | 3
  readonly window: Rectangle
}

const filters = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const

/**
 * A resize drawn by its number: the same as `drawn_case` of make-golden.py, draw by draw. Of ten kinds five are
 * special: a column to a row, very wide, very high, enlarged, one side unchanged. One in 200 is larger than a band.
 */
export function drawnCase(number: number): DrawnCase {
  let draws = 0
  const draw = (low: number, high: number) => {
    draws += 1
    return low + (mixed(number * 64 + draws) % (high - low + 1))
  }
  const kind = Math.floor(number / 6) % 10
  const [mostWide = 160, mostHigh = 120] =
    [
      [1, 90],
      [700, 4],
      [4, 700],
      [40, 30],
    ][kind] ?? []
  let source: [number, number] = [draw(1, mostWide), draw(1, mostHigh)]
  const [wide = 160, high = 120] =
    [
      [90, 1],
      [60, 200],
      [200, 60],
      [220, 180],
    ][kind] ?? []
  const [width, height] = [draw(1, wide), draw(1, high)]
  if (kind === 4) source = draw(0, 1) === 1 ? [source[0], height] : [width, source[1]]
  if (number % 200 === 199) source = [draw(400, 900), draw(500, 700)]
  const channels = draw(0, 4) === 0 ? 1 : 3
  let window: Rectangle = { left: 0, top: 0, width, height }
  if (draw(0, 9) < 4) {
    const [left, top] = [draw(0, width - 1), draw(0, height - 1)]
    window = { left, top, width: draw(1, width - left), height: draw(1, height - top) }
  }
  return { source, width, height, filter: filters[number % 6]!, channels, window }
}

/** 32 bits out of 32 bits: the finaliser of MurmurHash3. */
function mixed(value: number): number {
  let bits = value ^ (value >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
