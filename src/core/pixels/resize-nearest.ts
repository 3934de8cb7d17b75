import { readBands } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'
import type { Rectangle } from './rectangle.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The pixels of `window` in the picture resized to `size`, each taken from where its centre falls. Positions are
 * summed up rather than multiplied, as Pillow does (ImagingScaleAffine): the rounding errors are part of its answer.
 */
export async function pickNearest(
  source: PixelSource,
  size: Size,
  window: Rectangle,
): Promise<Int32Array> {
  const columns = positions(source.width, size.width, window.left, window.width)
  const rows = positions(source.height, size.height, window.top, window.height)
  const target = new Int32Array(window.width * window.height)
  let at = 0
  let next = 0
  await readBands(source, { start: rows[0]!, end: rows.at(-1)! + 1 }, (pixels, firstRow, count) => {
    for (; next < rows.length && rows[next]! < firstRow + count; next++) {
      const start = (rows[next]! - firstRow) * source.width
      for (const column of columns) target[at++] = pixels[start + column]!
    }
  })
  return target
}

function positions(sourceSize: number, size: number, first: number, count: number): Int32Array {
  const step = sourceSize / size
  const picked = new Int32Array(count)
  let position = step * 0.5
  for (let i = 0; i < first + count; i++) {
    if (i >= first) picked[i - first] = position
    position += step
  }
  return picked
}
