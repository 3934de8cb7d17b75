import { isNumeral } from '../../core/table/numeral.ts'
import type { TextColumn } from '../../protocol/table-tasks.ts'

/** A cell as it is written in the file. */
export function cellAt({ text, ends }: TextColumn, row: number): string {
  return text.slice(row === 0 ? 0 : ends[row - 1], ends[row])
}

/** NaN for what is no number. */
export function numberIn(cell: string, decimal: '.' | ','): number {
  if (!isNumeral(cell, decimal)) return NaN
  return Number(decimal === ',' ? cell.replace(',', '.') : cell)
}

const looked = 500
const enough = 100

/** Whether a column holds numbers, as far as its first cells tell: what is empty or missing does not count. */
export function holdsNumbers(column: TextColumn, decimal: '.' | ','): boolean {
  let numbers = 0
  let others = 0
  for (let row = 0; row < Math.min(looked, column.ends.length); row++) {
    const cell = cellAt(column, row)
    if (cell.trim() === '') continue
    if (isNumeral(cell, decimal)) numbers++
    else others++
    if (numbers + others >= enough) break
  }
  return numbers > others
}
