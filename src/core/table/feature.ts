import { isNumeral } from './numeral.ts'

/** A column that a model of tables takes, as far as arithmetic is concerned. */
export interface Column {
  readonly name: string
  readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'text'
  readonly choices?: readonly (string | number)[]
}

export type CellValue = number | string | boolean

/** What a cell came to: a value, nothing, or why it is neither. */
export type Cell =
  | { readonly status: 'value'; readonly value: CellValue }
  | { readonly status: 'missing' }
  | { readonly status: 'wrong'; readonly problem: string }

const missing: Cell = { status: 'missing' }

/** Spellings of "not there" that pandas takes for it (`na_values` of `read_csv`). */
const absent: ReadonlySet<string> = new Set([
  '',
  '#n/a',
  '#na',
  '-nan',
  'n/a',
  'na',
  'nan',
  '<na>',
  'none',
  'null',
])

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['yes', true],
  ['no', false],
  ['1', true],
  ['0', false],
])

/** A value of JSON or of a form as a cell of the column. */
export function cellOf(value: unknown, column: Column): Cell {
  if (value === null || value === undefined) return missing
  if (typeof value === 'string') return readCell(value, column)
  switch (column.kind) {
    case 'number':
    case 'integer':
      if (typeof value === 'number') return numberCell(value, column)
      return wrong(`${shown(value)} is no number`)
    case 'boolean':
      if (typeof value === 'boolean') return { status: 'value', value }
      if (value === 0 || value === 1) return { status: 'value', value: value === 1 }
      return wrong(`${shown(value)} is neither true nor false`)
    case 'choice':
    case 'text':
      if (typeof value === 'number' || typeof value === 'boolean')
        return readCell(String(value), column)
      return wrong(`${shown(value)} is no text`)
    default:
      return column.kind satisfies never
  }
}

/**
 * The text of a cell.
 * @param decimal of its numbers; thousands have no separator
 */
export function readCell(text: string, column: Column, decimal: '.' | ',' = '.'): Cell {
  const trimmed = text.trim()
  if (column.kind === 'text') return trimmed === '' ? missing : { status: 'value', value: text }
  const choice =
    column.kind === 'choice' ? column.choices?.find((one) => String(one) === trimmed) : undefined
  if (choice !== undefined) return { status: 'value', value: choice }
  if (absent.has(trimmed.toLowerCase())) return missing
  switch (column.kind) {
    case 'choice': {
      const choices = (column.choices ?? []).slice(0, 12).map(String).join(', ')
      return wrong(`${shown(trimmed)} is none of ${choices}`)
    }
    case 'boolean': {
      const value = truths.get(trimmed.toLowerCase())
      return value === undefined
        ? wrong(`${shown(trimmed)} is neither true nor false`)
        : { status: 'value', value }
    }
    case 'number':
    case 'integer': {
      if (!isNumeral(trimmed, decimal)) return wrong(`${shown(trimmed)} is no number`)
      return numberCell(Number(trimmed.replace(',', '.')), column)
    }
    default:
      return column.kind satisfies never
  }
}

function numberCell(value: number, { kind }: Column): Cell {
  if (Number.isNaN(value)) return missing
  if (!Number.isFinite(value)) return wrong('it is not a finite number')
  if (kind === 'integer' && !Number.isInteger(value)) {
    return wrong(`${value} is not a whole number`)
  }
  return { status: 'value', value }
}

function wrong(problem: string): Cell {
  return { status: 'wrong', problem }
}

/** Quoted, and cut: a cell may be a book. */
function shown(value: unknown): string {
  switch (typeof value) {
    case 'object':
      return Array.isArray(value) ? 'a list' : 'an object'
    case 'function':
      return 'a function'
    case 'string':
      return `“${value.length > 40 ? `${value.slice(0, 39)}…` : value}”`
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'symbol':
      return `“${String(value)}”`
    default:
      return 'nothing'
  }
}
