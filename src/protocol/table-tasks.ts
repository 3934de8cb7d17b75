/** What the tasks that take rows of a table are given, and what they give. */
import type { ByteSource } from '../core/formats/byte-source.ts'
import type { Prediction } from './manifest.ts'
import type { FeatureValue } from './table-manifests.ts'

export interface TableTasks {
  'tabular-classification': { input: TableInput; progress: TableProgress; result: TableResult }
  'tabular-regression': { input: TableInput; progress: TableProgress; result: TableResult }
}

export type TableInput =
  /** Rows as a form or a caller gives them: checked as a whole, answered as a whole. */
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  /** What a file is: its columns, its first rows. Runs nothing. */
  | { readonly kind: 'look'; readonly file: TableFile }
  | { readonly kind: 'file'; readonly file: TableFile; readonly reading: TableReading }

/** By feature name. null and absent are missing. */
export type TableRow = Readonly<Record<string, FeatureValue | null>>

export interface TableFile extends ByteSource {
  readonly name?: string
}

/** How a file of rows is read; what `look` found, and a person may have corrected. */
export interface TableReading {
  readonly format: 'delimited' | 'json-lines'
  /** Of a delimited file. */
  readonly delimiter: ',' | ';' | '\t' | '|'
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly decimal: '.' | ','
  /** The first line names the columns. */
  readonly header: boolean
  /** For each feature of the manifest the column it is read from, from 0; null: not in the file. */
  readonly columns: readonly (number | null)[]
  /** The column that holds the true answer, where there is one. */
  readonly truth?: number
}

/** Sent while a file runs. */
export interface TableProgress {
  /** From 0. A run that is repeated after a lost GPU starts again at 0. */
  readonly index: number
  readonly rows: number
  readonly bytes: number
  readonly totalBytes: number
}

export type TableResult = RowsResult | LookResult | FileResult

export interface RowsResult {
  readonly kind: 'rows'
  /** One for each row, in order. */
  readonly answers: readonly RowAnswer[]
  /** How many of them were in the cache already. */
  readonly fromCache: number
  readonly modelVersion?: string
  readonly timing: TableTiming
}

export interface RowAnswer {
  /** The class, or the first target's number. */
  readonly prediction: string | number
  /** Of a classifier that gives them, best first. */
  readonly probabilities?: readonly Prediction[]
  /** Of a regression: one for each target. */
  readonly values?: readonly number[]
  readonly fromCache: boolean
}

export interface LookResult {
  readonly kind: 'look'
  readonly reading: TableReading
  /** Names of the file's columns. */
  readonly header: readonly string[]
  /** As they are written; at most 20. */
  readonly firstRows: readonly (readonly string[])[]
  /** Worth saying: "decoded as UTF-16", "two columns are called “x”". Whole sentences. */
  readonly notes: readonly string[]
}

export interface FileResult {
  readonly kind: 'file'
  /** Of the file, without the header. */
  readonly rows: number
  /** The file's own columns, as they are written. */
  readonly header: readonly string[]
  readonly columns: readonly TextColumn[]
  /** For each row the class's index, or -1 where it could not be run. Of a regression absent. */
  readonly predicted?: Int32Array
  /** rows × classes, NaN where a row could not be run. */
  readonly probabilities?: Float32Array
  readonly classes: readonly string[]
  /** rows × targets, of a regression. */
  readonly values?: Float64Array
  /** Those that could not be run, in order; at most 10,000, `badRows` says how many there are. */
  readonly problems: readonly RowProblem[]
  readonly badRows: number
  readonly fromCache: number
  readonly timing: TableTiming
}

/**
 * The cells of one column, row by row: in one long text, so that a hundred thousand rows are one object. Cell `i` is
 * `text.slice(ends[i - 1] ?? 0, ends[i])`.
 */
export interface TextColumn {
  readonly text: string
  readonly ends: Uint32Array
}

export interface RowProblem {
  /** Of the file, from 1, the header's being one too. */
  readonly line: number
  /** From 0, without the header. */
  readonly row: number
  /** Whole sentences, such as “bill_length” is “abc”, which is no number. */
  readonly problem: string
}

export interface TableTiming {
  /** Parsing and checking. */
  readonly prepareMs: number
  readonly runMs: number
  readonly totalMs: number
  readonly cold: boolean
}
