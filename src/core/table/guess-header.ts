import { foldName } from './match-columns.ts'
import { isNumeral } from './numeral.ts'

/** Whether the first of these rows names the columns. */
export function guessHeader(
  rows: readonly (readonly string[])[],
  features: readonly string[],
  decimal: '.' | ',',
): boolean {
  const [first = [], ...others] = rows
  const wanted = new Set(features.map(foldName))
  const known = first.filter((cell) => wanted.has(foldName(cell))).length
  if (known > 0 && known * 2 >= Math.min(wanted.size, first.length)) return true
  if (isCounting(first)) return true
  if (first.some((cell) => isNumeral(cell, decimal))) return false
  if (others.length === 0) return false
  if (others.some((row) => row.some((cell) => isNumeral(cell, decimal)))) return true
  // Texts alone: names are all different, and are not met again below.
  const isUnique = new Set(first).size === first.length && !first.includes('')
  return isUnique && !first.some((name, place) => others.some((row) => row[place] === name))
}

/** 0, 1, 2, …: what pandas names columns that have no name, with or without its index before them. */
function isCounting(cells: readonly string[]): boolean {
  const names = cells[0] === '' ? cells.slice(1) : cells
  return names.length > 1 && names.every((name, index) => name === String(index))
}
