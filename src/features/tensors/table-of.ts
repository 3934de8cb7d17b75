import type { OutputTensor } from '../../protocol/tasks.ts'

interface Row {
  /** Of its first value: "0, 3" in a table of rows, "24" in a long row that is broken. */
  readonly index: string
  readonly values: OutputTensor['data']
}

/** Rows this long stand as they are; longer ones are broken. */
const widest = 10
const brokenAt = 6
const mostRows = 12

/** The beginning of a tensor as a table, row by row of its last axis where that is short. */
export function tableOf({ dims, data }: Pick<OutputTensor, 'dims' | 'data'>): {
  rows: readonly Row[]
  /** How many values are in it. */
  shown: number
} {
  const last = dims.at(-1) ?? 1
  const isTable = dims.length > 1 && last >= 1 && last <= widest
  const columns = isTable ? last : brokenAt
  const shown = Math.min(data.length, columns * mostRows)
  const rows: Row[] = []
  for (let start = 0; start < shown; start += columns) {
    const index = isTable ? indexOf(start / columns, dims.slice(0, -1)) : String(start)
    rows.push({ index, values: data.slice(start, Math.min(start + columns, shown)) })
  }
  return { rows, shown }
}

/** Where the row stands along the other axes. */
function indexOf(row: number, dims: readonly number[]): string {
  const places: number[] = []
  let left = row
  for (const size of dims.toReversed()) {
    places.unshift(left % size)
    left = Math.floor(left / size)
  }
  return places.join(', ')
}
