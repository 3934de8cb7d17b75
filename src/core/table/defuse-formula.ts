/** Spreadsheets run what begins like this (ASVS 1.2.10); those of East Asia also its full-width forms. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** With a sign and either decimal mark: what adds nothing up and calls nobody. */
const number = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i

/** A cell of a CSV that is downloaded: what begins like a formula gets an apostrophe before it, numbers stay. */
export function defuse(cell: string): string {
  return formula.test(cell) && !number.test(cell) ? `'${cell}` : cell
}
