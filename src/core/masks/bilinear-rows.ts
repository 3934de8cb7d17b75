import type { LineSamples } from './line-samples.ts'

/** One number a cell, row by row. */
export interface NumberMap {
  readonly values: Float32Array
  readonly width: number
}

/**
 * Writes rows of a map at another size, as `lineSamples` says where. What the model never saw is left as it is.
 * Without `part` a row is written from one end to the other.
 */
export function createBilinearRows(
  { values, width }: NumberMap,
  across: LineSamples,
  down: LineSamples,
): (
  y: number,
  into: Float32Array,
  part?: { readonly start: number; readonly end: number },
) => void {
  return (y, into, { start, end } = across) => {
    const above = down.first[y]! * width
    const below = down.second[y]! * width
    const share = down.weight[y]!
    for (let x = start; x < end; x++) {
      const left = across.first[x]!
      const right = across.second[x]!
      const part = across.weight[x]!
      into[x] =
        (1 - share) * ((1 - part) * values[above + left]! + part * values[above + right]!) +
        share * ((1 - part) * values[below + left]! + part * values[below + right]!)
    }
  }
}
