import type { Size } from './crop-window.ts'
import { readBands } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'

/**
 * Pixels a side of the grid that one pixel of the result is the mean of. A picture that shrinks further is sampled,
 * not averaged: 64 samples hide all but the finest stripes, and 1280 × 720 → 32 × 32 reads a fourteenth of the picture.
 */
const mostSamples = 8

/**
 * Resizes by the mean of evenly spaced pixels, in the order of colours that the source has. Quick, the same in every
 * browser, and not what Pillow gives: for frames of a camera. What grows gets whole copies of its nearest pixels.
 * @param size in pixels, at least 1 a side
 */
export async function quickResize(source: PixelSource, size: Size): Promise<PixelSource> {
  const { width, height } = size
  const columns = sampledPlaces(source.width, width)
  const rows = sampledPlaces(source.height, height)
  // Red and blue in the two halves of one number: 64 bytes add up to less than 2¹⁶.
  const outer = new Uint32Array(width * height)
  const green = new Uint32Array(width * height)

  await readBands(source, { start: 0, end: source.height }, (pixels, firstRow, rowCount) => {
    for (let i = rows.firstIn(firstRow); i < rows.places.length; i++) {
      const row = rows.places[i]! - firstRow
      if (row >= rowCount) break
      addRow(pixels, row * source.width, Math.floor(i / rows.each) * width)
    }
  })

  function addRow(pixels: Int32Array, from: number, to: number): void {
    const { places, each } = columns
    let at = 0
    for (let x = to; x < to + width; x++) {
      let redAndBlue = 0
      let middle = 0
      for (let k = 0; k < each; k++) {
        const pixel = pixels[from + places[at++]!]!
        redAndBlue += pixel & 0xff00ff
        middle += (pixel >> 8) & 0xff
      }
      outer[x]! += redAndBlue
      green[x]! += middle
    }
  }

  const samples = columns.each * rows.each
  const half = samples >> 1
  const data = new Int32Array(width * height)
  for (let i = 0; i < data.length; i++) {
    const low = Math.floor(((outer[i]! & 0xffff) + half) / samples)
    const high = Math.floor(((outer[i]! >>> 16) + half) / samples)
    data[i] = low | (Math.floor((green[i]! + half) / samples) << 8) | (high << 16)
  }
  return {
    width,
    height,
    order: source.order,
    rows: (start, end) => data.subarray(start * width, end * width),
  }
}

interface SampledPlaces {
  /** Ascending, `each` for every pixel of the result. */
  readonly places: Int32Array
  readonly each: number
  /** The index of the first place that is not before `place`. */
  firstIn(place: number): number
}

function sampledPlaces(from: number, to: number): SampledPlaces {
  const each = Math.min(mostSamples, Math.max(1, Math.round(from / to)))
  const count = to * each
  const places = Int32Array.from({ length: count }, (_, i) =>
    Math.min(from - 1, Math.floor(((i + 0.5) * from) / count)),
  )
  return {
    places,
    each,
    firstIn(place) {
      const found = places.findIndex((one) => one >= place)
      return found < 0 ? count : found
    },
  }
}
