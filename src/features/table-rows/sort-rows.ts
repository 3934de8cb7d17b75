import type { Pace } from './slices.ts'
import { eachInSlices } from './slices.ts'

/** What rows are sorted by: a number or a text of each; NaN and an empty text are nothing. */
export type SortKey =
  | { readonly kind: 'number'; at(row: number): number }
  | { readonly kind: 'text'; at(row: number): string }

const sortedAtOnce = 1024

/**
 * The rows in the order of their keys; of equal ones the first stays first. What has no key stays at the end, whichever
 * way the rest goes. A merge sort in slices: a hundred thousand texts take longer than a page may stand still.
 */
export async function sortRows(
  rows: Uint32Array,
  key: SortKey,
  isDescending: boolean,
  pace: Pace,
): Promise<Uint32Array> {
  const { places, compare } = await keysOf(rows, key, isDescending ? -1 : 1, pace)
  const present = places.present
  let from = present
  for (let start = 0; start < from.length; start += sortedAtOnce) {
    from.subarray(start, start + sortedAtOnce).sort(compare)
    if (pace.isDue()) await pace.pause()
  }
  let to = new Uint32Array(from.length)
  for (let width = sortedAtOnce; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += width * 2) {
      await merge(from, to, start, width, compare, pace)
    }
    ;[from, to] = [to, from]
  }
  const sorted = new Uint32Array(rows.length)
  for (let index = 0; index < from.length; index++) sorted[index] = rows[from[index]!]!
  for (let index = 0; index < places.absent.length; index++) {
    sorted[from.length + index] = rows[places.absent[index]!]!
  }
  return sorted
}

type Compare = (one: number, other: number) => number

/** Places in `rows`, and how they compare. */
async function keysOf(rows: Uint32Array, key: SortKey, sign: number, pace: Pace) {
  const present = new Uint32Array(rows.length)
  const absent = new Uint32Array(rows.length)
  let some = 0
  let none = 0
  const place = (index: number, isThere: boolean) => {
    if (isThere) present[some++] = index
    else absent[none++] = index
  }
  let compare: Compare
  if (key.kind === 'number') {
    const keys = new Float64Array(rows.length)
    await eachInSlices(rows.length, pace, (index) => {
      const value = (keys[index] = key.at(rows[index]!))
      place(index, !Number.isNaN(value))
    })
    compare = (one, other) => sign * (keys[one]! - keys[other]!)
  } else {
    const keys: string[] = []
    await eachInSlices(rows.length, pace, (index) => {
      const value = (keys[index] = key.at(rows[index]!))
      place(index, value !== '')
    })
    compare = (one, other) => {
      const [a, b] = [keys[one]!, keys[other]!]
      return a === b ? 0 : a < b ? -sign : sign
    }
  }
  return {
    places: { present: present.subarray(0, some), absent: absent.subarray(0, none) },
    compare,
  }
}

/** Two neighbours that are sorted, of `width` each, into one. */
async function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  width: number,
  compare: Compare,
  pace: Pace,
): Promise<void> {
  const middle = Math.min(start + width, from.length)
  const end = Math.min(start + width * 2, from.length)
  let left = start
  let right = middle
  for (let index = start; index < end; index++) {
    const isLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0)
    to[index] = from[isLeft ? left++ : right++]!
    if ((index & 255) === 255 && pace.isDue()) await pace.pause()
  }
}
