import { cellOf, type Cell, type CellValue, type Column } from './feature.ts'

/** A row that can be run: a value, or nothing, for each column in order. */
export interface GoodRow {
  readonly status: 'good'
  readonly values: readonly (CellValue | undefined)[]
}

export type CheckedRow =
  | GoodRow
  /** Names that the model knows and the row does not have, and the other way round. */
  | {
      readonly status: 'mismatch'
      readonly missing: readonly string[]
      readonly extra: readonly string[]
    }
  | {
      readonly status: 'wrong'
      readonly problems: readonly { readonly name: string; readonly problem: string }[]
    }

/**
 * A row by names, as a form or a caller gives it.
 * @param mayMiss for whether a column's value may be missing, because a step fills it in
 */
export function checkRow(
  row: Readonly<Record<string, unknown>>,
  columns: readonly Column[],
  mayMiss: (name: string) => boolean,
): CheckedRow {
  const known = new Set(columns.map(({ name }) => name))
  // `Object.keys` and `hasOwn`: a feature may be called "__proto__" or "toString".
  const extra = Object.keys(row).filter((name) => !known.has(name))
  const missing = columns
    .filter(({ name }) => !Object.hasOwn(row, name) && !mayMiss(name))
    .map(({ name }) => name)
  if (missing.length + extra.length > 0) return { status: 'mismatch', missing, extra }
  const cells = columns.map((column) =>
    cellOf(Object.hasOwn(row, column.name) ? row[column.name] : undefined, column),
  )
  return checkCells(cells, columns, mayMiss)
}

/** The same for cells that were found by their place. */
export function checkCells(
  cells: readonly Cell[],
  columns: readonly Column[],
  mayMiss: (name: string) => boolean,
): Exclude<CheckedRow, { status: 'mismatch' }> {
  const problems = cells.flatMap((cell, index) => {
    const { name } = columns[index]!
    if (cell.status === 'wrong') return [{ name, problem: cell.problem }]
    return cell.status === 'missing' && !mayMiss(name) ? [{ name, problem: 'it is missing' }] : []
  })
  if (problems.length > 0) return { status: 'wrong', problems }
  return {
    status: 'good',
    values: cells.map((cell) => (cell.status === 'value' ? cell.value : undefined)),
  }
}
