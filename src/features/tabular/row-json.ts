import { cellOf } from '../../core/table/feature.ts'
import { findJsonFault } from './find-json-fault.ts'
import { unreadable, valueIn, type Draft, type TableManifest } from './row.ts'

/** The row as a serving request has it. What is missing is null; what cannot be read stays as it was given. */
export function writeRowJson(draft: Draft, { features }: TableManifest): string {
  return JSON.stringify({ features: valuesOf(draft, features) }, null, 2)
}

export function valuesOf(
  draft: Draft,
  features: TableManifest['features'],
): Readonly<Record<string, unknown>> {
  const known = new Set(features.map(({ name }) => name))
  const extra = Object.entries(draft).filter(([name]) => !known.has(name))
  const values = features
    .filter(({ name }) => Object.hasOwn(draft, name))
    .map((feature) => {
      const given = valueIn(draft, feature.name)
      const cell = cellOf(given, feature)
      if (cell.status === 'value') return [feature.name, cell.value] as const
      const isNothing = cell.status === 'missing' || given === unreadable
      return [feature.name, isNothing ? null : given] as const
    })
  return Object.fromEntries([...values, ...extra])
}

export type ReadRow =
  | { readonly status: 'row'; readonly draft: Draft }
  /** A whole sentence. */
  | { readonly status: 'broken'; readonly problem: string }

/** `{"features": {…}}`, or the inner object alone. */
export function readRowJson(text: string): ReadRow {
  const fault = findJsonFault(text)
  if (fault !== undefined) return broken(faultWords(text, fault))
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) return broken(`It is ${kindOf(value)}, not an object with “features”.`)
  const inner = valueIn(value, 'features')
  if (isObject(inner)) return { status: 'row', draft: inner }
  const isAlone = Object.keys(value).length === 1 && Object.hasOwn(value, 'features')
  if (isAlone) return broken(`Its “features” are ${kindOf(inner)}, not an object.`)
  return { status: 'row', draft: value }
}

function broken(problem: string): ReadRow {
  return { status: 'broken', problem }
}

function isObject(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`
}

function faultWords(text: string, index: number): string {
  const before = text.slice(0, index).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  if (index >= text.length) return `It ends too early, at ${place}.`
  // A whole character, also where that is two code units.
  return `At ${place} stands “${String.fromCodePoint(text.codePointAt(index)!)}”, which cannot be there.`
}
