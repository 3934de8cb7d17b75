import { tableLimits } from '../../core/table/table-limits.ts'
import type { ReadRow } from '../../pipelines/tabular.ts'
import { VitrineError } from '../../protocol/errors.ts'

/** Text in, in pieces as they come; rows out. */
export interface RowParser {
  /** @param isLast nothing comes after this piece */
  push(text: string, isLast: boolean): ReadRow[]
  /** Names of the columns that were met so far. */
  header(): readonly string[]
}

export function unreadable(problem: string, remedy?: string): VitrineError {
  return new VitrineError('table-unreadable', { problem, ...(remedy && { remedy }) })
}

export function checkWidth(columns: number): void {
  if (columns <= tableLimits.columns) return
  const most = tableLimits.columns.toLocaleString('en')
  throw unreadable(
    `It has more than ${most} columns`,
    'Keep the columns that the model takes and try again.',
  )
}

/** The row, or the row with what is wrong with it and cut to what can be shown. */
export function tamed(row: ReadRow, width: number, mayHoldZero: boolean): ReadRow {
  const { line, cells } = row
  const problem = problemOf(cells, width, mayHoldZero)
  if (problem !== undefined) {
    return { line, cells: cells.slice(0, width).map((cell) => cell.slice(0, 1000)), problem }
  }
  return cells.length > width ? { line, cells: cells.slice(0, width) } : row
}

function problemOf(
  cells: readonly string[],
  width: number,
  mayHoldZero: boolean,
): string | undefined {
  // Without iterators: this is met for each of millions of cells.
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!
    // Empty cells at the end are what some programs close each line with.
    if (index >= width && cell !== '') {
      return `It has ${cells.length} cells, but there are ${width} columns.`
    }
    if (cell.length > tableLimits.cellLength) {
      const most = tableLimits.cellLength.toLocaleString('en')
      return `Cell ${index + 1} is longer than ${most} characters.`
    }
    if (mayHoldZero && cell.includes('\0')) return `Cell ${index + 1} holds a zero byte.`
  }
  return undefined
}
