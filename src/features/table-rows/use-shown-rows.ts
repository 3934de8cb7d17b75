import { useEffect, useState } from 'react'
import { everything, filterRows, type Filter } from './filter-rows.ts'
import type { Sheet } from './sheet.ts'
import { createPace, throwUnless } from './slices.ts'
import { sortRows } from './sort-rows.ts'

export interface Order {
  /** The key of a column; "row" is the order of the file. */
  readonly by: string
  readonly isDescending: boolean
}

export const fileOrder: Order = { by: 'row', isDescending: false }

export interface ShownRows {
  readonly rows: Uint32Array
  /** They are still those of before: the new ones are being looked for. */
  readonly isWorking: boolean
}

interface Found {
  readonly filter: Filter
  readonly order: Order
  readonly rows: Uint32Array
}

/**
 * The rows that pass the filter, in the order that is wanted; found in slices, the latest wish wins.
 * @param sheet the same for as long as the component is there
 * @param isWrong by row
 */
export function useShownRows(
  sheet: Sheet,
  filter: Filter,
  order: Order,
  isWrong: (row: number) => boolean,
): ShownRows {
  const [found, setFound] = useState<Found>(() => ({
    filter: everything,
    order: fileOrder,
    rows: allRows(sheet),
  }))
  const isDone = found.filter === filter && found.order === order

  useEffect(() => {
    if (isDone) return undefined
    const controller = new AbortController()
    const { signal } = controller
    const show = (rows: Uint32Array) => {
      if (!signal.aborted) setFound({ filter, order, rows })
    }
    rowsFor(sheet, filter, order, isWrong, signal).then(show, throwUnless(signal))
    return () => controller.abort()
  }, [sheet, filter, order, isWrong, isDone])

  return { rows: found.rows, isWorking: !isDone }
}

function allRows({ result }: Sheet): Uint32Array {
  const rows = new Uint32Array(result.rows)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  return rows
}

async function rowsFor(
  sheet: Sheet,
  filter: Filter,
  { by, isDescending }: Order,
  isWrong: (row: number) => boolean,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const pace = createPace(signal)
  const rows = await filterRows(sheet, filter, isWrong, pace)
  const all = [...sheet.answers, ...sheet.probabilities, ...sheet.own]
  const column = all.find(({ key }) => key === by)
  if (column !== undefined) return sortRows(rows, column.sortKey(), isDescending, pace)
  return isDescending ? rows.slice().reverse() : rows
}
