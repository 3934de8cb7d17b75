import type { Rectangle } from './rectangle.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The pixels of `window` in the picture resized to `size`, each taken from where its centre falls. Positions are
 * summed up rather than multiplied, as Pillow does (ImagingScaleAffine): the rounding errors are part of its answer.
 */
export function pickNearest(
  source: Int32Array,
  sourceSize: Size,
  size: Size,
  window: Rectangle,
): Int32Array {
  const columns = positions(sourceSize.width, size.width, window.left, window.width)
  const rows = positions(sourceSize.height, size.height, window.top, window.height)
  const target = new Int32Array(window.width * window.height)
  let at = 0
  for (const row of rows) {
    const start = row * sourceSize.width
    for (const column of columns) target[at++] = source[start + column]!
  }
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
