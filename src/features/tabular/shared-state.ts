import { mostStateCharacters } from '../../protocol/shared-link.ts'
import { readRowJson, valuesOf } from './row-json.ts'
import { firstDraft, type Draft, type TableManifest } from './row.ts'

/** What stands in the form, and in the JSON beside it. */
export interface Form {
  readonly draft: Draft
  /** As it was typed, of which the draft was made; undefined: it is written from the draft. */
  readonly json?: string
  /** What is wrong with that, if it is no row. The draft is then what was there before. */
  readonly broken?: string
  /** Fields whose emptiness is no longer that of a form nobody has filled in yet. */
  readonly touched: 'all' | ReadonlySet<string>
  /** The person has asked for this very row, which cannot be run. */
  readonly isRefused: boolean
}

export function formOfJson(json: string, before: Draft): Form {
  const read = readRowJson(json)
  const rest = { json, touched: 'all', isRefused: false } as const
  return read.status === 'row'
    ? { draft: read.draft, ...rest }
    : { draft: before, broken: read.problem, ...rest }
}

export function formOfDraft(draft: Draft): Form {
  return { draft, touched: new Set(), isRefused: false }
}

/** The row as it travels behind the "#" of an address. */
export function writeShared(draft: Draft, { features }: TableManifest): URLSearchParams {
  const state = new URLSearchParams({ features: JSON.stringify(valuesOf(draft, features)) })
  return String(state).length > mostStateCharacters ? new URLSearchParams() : state
}

/** What an address says, checked like any row; what is wrong with it is told. Else the first example, or the defaults. */
export function readShared(state: URLSearchParams, manifest: TableManifest): Form {
  const first = firstDraft(manifest)
  const json = state.get('features')
  if (json === null) return formOfDraft(first)
  const form = formOfJson(json, first)
  if (form.broken !== undefined) return { ...form, isRefused: true }
  return { draft: form.draft, touched: 'all', isRefused: false }
}
