import { isNumeral } from './numeral.ts'
import { foldName } from './match-columns.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * The delimiter under which the first rows look most like a table of these features.
 * @param rowsFor the rows that come out when they are split at it
 */
export function guessDelimiter(
  rowsFor: (delimiter: Delimiter) => readonly (readonly string[])[],
  features: readonly string[],
): Delimiter {
  const wanted = new Set(features.map(foldName))
  const scored = delimiters
    .map((delimiter) => ({ delimiter, rows: rowsFor(delimiter) }))
    .map(({ delimiter, rows }) => ({ delimiter, rows, score: scoreOf(rows, wanted) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if ((best.rows[0]?.length ?? 0) > 1) return best.delimiter
  // One column. A comma splits its numbers where it is their decimal mark.
  const bySemicolon = scored.find(({ delimiter }) => delimiter === ';')!.rows.slice(1)
  return bySemicolon.some(([cell = '']) => cell.includes(',') && isNumeral(cell, ',')) ? ';' : ','
}

/** Names of features that are found count most, then rows as wide as the first, then cells that are numbers. */
function scoreOf(rows: readonly (readonly string[])[], wanted: ReadonlySet<string>): number {
  const [first = [], ...others] = rows
  const names = first.filter((cell) => wanted.has(foldName(cell))).length
  const width = first.length
  const even = width < 2 ? 0 : rows.filter((row) => row.length === width).length / rows.length
  const cells = (others.length > 0 ? others : rows).flat()
  const numbers = cells.filter((cell) => isNumeral(cell, '.') || isNumeral(cell, ',')).length
  return (width > 1 ? names : 0) * 10 + even * 2 + numbers / Math.max(1, cells.length)
}
