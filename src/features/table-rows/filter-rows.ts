import { markRowsWith } from './find-text.ts'
import type { Sheet } from './sheet.ts'
import { eachInSlices, type Pace } from './slices.ts'

export type Show = 'all' | 'bad' | 'good' | 'wrong' | `class-${number}`

export interface Filter {
  readonly show: Show
  /** Percent; only answers that are less probable. */
  readonly unsureBelow: number | undefined
  /** To be found in a cell of the file. */
  readonly words: string
}

export const everything: Filter = { show: 'all', unsureBelow: undefined, words: '' }

/**
 * The rows that pass, in the order of the file.
 * @param isWrong by row; only asked for where the truth is known
 */
export async function filterRows(
  sheet: Sheet,
  { show, unsureBelow, words }: Filter,
  isWrong: (row: number) => boolean,
  pace: Pace,
): Promise<Uint32Array> {
  const { rows, predicted, columns } = sheet.result
  const found = words === '' ? undefined : new Uint8Array(rows)
  if (found !== undefined) {
    for (const column of columns) await markRowsWith(words, column, found, pace)
  }
  const classIndex = show.startsWith('class-') ? Number(show.slice('class-'.length)) : -1
  const most = unsureBelow === undefined ? undefined : unsureBelow / 100
  const isShown = (row: number) => {
    if (classIndex >= 0) return predicted?.[row] === classIndex
    if (show === 'bad') return sheet.isBad(row)
    if (show === 'good') return !sheet.isBad(row)
    return show === 'all' || isWrong(row)
  }
  const passing = new Uint32Array(rows)
  let count = 0
  await eachInSlices(rows, pace, (row) => {
    if (found !== undefined && found[row] === 0) return
    // NaN is below nothing.
    if (most !== undefined && !(sheet.probOf(row) < most)) return
    if (isShown(row)) passing[count++] = row
  })
  return passing.subarray(0, count)
}
