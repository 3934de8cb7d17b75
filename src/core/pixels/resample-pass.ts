/** The two passes of a resize over packed pixels (`packed-pixels.ts`), rounded to 8 bits after each. */
import { toLuma } from './packed-pixels.ts'
import type { ColourOrder } from './picture.ts'
import { precisionBits, type ResampleWeights } from './resample-weights.ts'

const half = 1 << (precisionBits - 1)

/** What is wanted of each pixel, and how the pixels hold it. */
interface Samples {
  readonly channels: 1 | 3
  readonly order: ColourOrder
}

/**
 * Resamples `rowCount` whole rows to the outputs of `across` and writes them one after the other to the beginning of
 * `target`. Luma is made row by row on the way, so that no second picture of full size comes to be.
 */
export function resampleRows(
  source: Int32Array,
  rowCount: number,
  across: ResampleWeights,
  { channels, order }: Samples,
  target: Int32Array,
): void {
  const sourceWidth = source.length / rowCount
  const luma = new Int32Array(channels === 1 ? sourceWidth : 0)
  const weigh = channels === 1 ? weighLuma : weighRgb
  let at = 0
  for (let row = 0; row < rowCount; row++) {
    if (channels === 1) toLuma(source, row * sourceWidth, luma, order)
    const line = channels === 1 ? luma : source
    const lineStart = channels === 1 ? 0 : row * sourceWidth
    for (let i = 0; i < across.count; i++) {
      target[at++] = weigh(line, lineStart + across.starts[i]!, 1, across, i)
    }
  }
}

/** Resamples each column of `source`, whose first row is the first that `down` uses. */
export function resampleColumns(
  source: Int32Array,
  width: number,
  down: ResampleWeights,
  channels: 1 | 3,
): Int32Array {
  const target = new Int32Array(width * down.count)
  const weigh = channels === 1 ? weighLuma : weighRgb
  let at = 0
  for (let i = 0; i < down.count; i++) {
    const start = (down.starts[i]! - down.used.start) * width
    for (let x = 0; x < width; x++) target[at++] = weigh(source, start + x, width, down, i)
  }
  return target
}

/**
 * Output `i` of `by`, from the pixel at `at` and those after it, `step` apart. Integers throughout: no product or
 * sum leaves 32 bits, since the weights of an output add up to 1 with overshoot of less than a half.
 */
function weighRgb(
  source: Int32Array,
  at: number,
  step: number,
  by: ResampleWeights,
  i: number,
): number {
  const { weights } = by
  const end = i * by.stride + by.lengths[i]!
  let red = half
  let green = half
  let blue = half
  for (let k = i * by.stride; k < end; k++) {
    const weight = weights[k]!
    const pixel = source[at]!
    at += step
    red = (red + Math.imul(pixel & 255, weight)) | 0
    green = (green + Math.imul((pixel >> 8) & 255, weight)) | 0
    blue = (blue + Math.imul((pixel >> 16) & 255, weight)) | 0
  }
  return toByte(red) | (toByte(green) << 8) | (toByte(blue) << 16)
}

/** The same for luma in the lowest byte. */
function weighLuma(
  source: Int32Array,
  at: number,
  step: number,
  by: ResampleWeights,
  i: number,
): number {
  const { weights } = by
  const end = i * by.stride + by.lengths[i]!
  let luma = half
  for (let k = i * by.stride; k < end; k++) {
    luma = (luma + Math.imul(source[at]!, weights[k]!)) | 0
    at += step
  }
  return toByte(luma)
}

function toByte(sum: number): number {
  const value = sum >> precisionBits
  return value < 0 ? 0 : value > 255 ? 255 : value
}
