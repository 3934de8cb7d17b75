import type { LineSamples } from './line-samples.ts'
import type { Rectangle } from '../pixels/rectangle.ts'
import { createBilinearRows } from './bilinear-rows.ts'

/** Maps of which each thing's mask is a mixture. */
export interface Prototypes {
  /** count × height × width numbers. */
  readonly values: Float32Array
  readonly count: number
  readonly width: number
  readonly height: number
}

/** Where one thing is: width × height pixels, 1 where it is. */
export interface ThingMask extends Rectangle {
  readonly pixels: Uint8Array
}

/**
 * The mask of one thing, as Ultralytics' `process_mask`: the sigmoid of coefficients × prototypes, nothing outside of the
 * box, upsampled, and there where it is more than a half. Undefined where no pixel is.
 * @param box left, top, right and bottom in cells of the prototypes
 * @param across, down where in the prototypes the pixels of the whole mask lie
 */
export function instanceMask(
  prototypes: Prototypes,
  coefficients: ArrayLike<number>,
  box: readonly [number, number, number, number],
  across: LineSamples,
  down: LineSamples,
): ThingMask | undefined {
  const { width, height } = prototypes
  // The cells whose index lies between the box's edges.
  const cells = {
    left: Math.max(Math.ceil(box[0]), 0),
    top: Math.max(Math.ceil(box[1]), 0),
    right: Math.min(Math.ceil(box[2]), width),
    bottom: Math.min(Math.ceil(box[3]), height),
  }
  const shares = mixedShares(prototypes, coefficients, cells)
  const columns = touching(across, cells.left, cells.right)
  const rows = touching(down, cells.top, cells.bottom)
  const wide = columns.end - columns.start
  if (wide <= 0 || rows.end <= rows.start) return undefined

  const writeRow = createBilinearRows({ values: shares, width }, across, down)
  const row = new Float32Array(across.first.length)
  const pixels = new Uint8Array(wide * (rows.end - rows.start))
  let isEmpty = true
  for (let y = rows.start, to = 0; y < rows.end; y++) {
    writeRow(y, row, columns)
    for (let x = columns.start; x < columns.end; x++, to++) {
      if (row[x]! > 0.5) {
        pixels[to] = 1
        isEmpty = false
      }
    }
  }
  if (isEmpty) return undefined
  const size = { width: wide, height: rows.end - rows.start }
  return { left: columns.start, top: rows.start, ...size, pixels }
}

interface Cells {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Zero outside of the box. */
function mixedShares(
  { values, count, width, height }: Prototypes,
  coefficients: ArrayLike<number>,
  { left, top, right, bottom }: Cells,
): Float32Array {
  const shares = new Float32Array(width * height)
  for (let y = top; y < bottom; y++) {
    const row = y * width
    for (let k = 0; k < count; k++) {
      const coefficient = coefficients[k]!
      const from = k * width * height + row
      for (let x = left; x < right; x++) shares[row + x]! += coefficient * values[from + x]!
    }
    for (let x = left; x < right; x++) shares[row + x] = 1 / (1 + Math.exp(-shares[row + x]!))
  }
  return shares
}

/** The pixels that lie next to one of these cells. */
function touching(line: LineSamples, first: number, end: number): { start: number; end: number } {
  const isNear = (pixel: number) => line.second[pixel]! >= first && line.first[pixel]! < end
  let from = line.start
  while (from < line.end && !isNear(from)) from++
  let to = from
  while (to < line.end && isNear(to)) to++
  return { start: from, end: to }
}
