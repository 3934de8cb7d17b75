import { checkRow } from '../core/table/check-row.ts'
import type { Answers } from '../core/table/find-truth.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Prediction } from '../protocol/manifest.ts'
import type {
  RowAnswer,
  RowsResult,
  TableFile,
  TableInput,
  TableProgress,
  TableReading,
  TableResult,
} from '../protocol/table-tasks.ts'
import { createPause } from './pause.ts'
import type { Pipeline, RunContext, Session } from './ports.ts'
import { runFile } from './table-file.ts'
import { createTableModel, type ScoredRow, type TableModel } from './table-model.ts'
import type { TableManifest } from './table-outputs.ts'

/** Reads files of rows; throws `table-unreadable` where it cannot. */
export interface TableReader {
  /** @param answers by which the column of the truth is known */
  look(file: TableFile, features: readonly string[], answers: Answers): Promise<Look>
  /**
   * Rows in the file's order, some at a time; the next ones are read when `visit` has done with these.
   * @param visit rows of cells, with the lines that they begin at, and how many bytes were read so far
   */
  read(
    file: TableFile,
    reading: TableReading,
    visit: (rows: readonly ReadRow[], bytes: number) => Promise<void>,
  ): Promise<{ readonly header: readonly string[] }>
}

export type Look = Omit<Extract<TableResult, { kind: 'look' }>, 'kind'>

export interface ReadRow {
  /** Of the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Why it is no row: too many cells, a quote that does not end. */
  readonly problem?: string
}

interface Parts {
  readonly session: Session
  readonly reader: TableReader
}

/**
 * Checks rows, prepares them as the author says, runs them, and names what came out.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws `feature-mismatch` for
 * names that are missing or unknown, `feature-invalid` for a value of the wrong kind, `table-unreadable`,
 * `output-not-finite`, `export-unsupported`, `aborted`, and whatever the session throws. Bad rows of a file are no
 * errors: they are listed.
 */
export function createTabular(
  manifest: TableManifest,
  { session, reader }: Parts,
): Pipeline<TableInput, TableProgress, TableResult> {
  const model = createTableModel(manifest, session)
  let cold = true

  return {
    async run(input, context) {
      const wasCold = cold
      switch (input.kind) {
        case 'look':
          return {
            kind: 'look',
            ...(await reader.look(
              input.file,
              manifest.features.map(({ name }) => name),
              answersOf(manifest),
            )),
          }
        case 'rows':
          cold = false
          return runRows(input.rows, manifest, model, context, wasCold)
        case 'file':
          cold = false
          return runFile(input, { manifest, model, reader }, context, wasCold)
        default:
          return input satisfies never
      }
    },
  }
}

function answersOf(manifest: TableManifest): Answers {
  return manifest.task === 'tabular-classification'
    ? { classes: manifest.labels, targets: [] }
    : { classes: [], targets: manifest.targets.map(({ name }) => name) }
}

/** Most rows that are run in one go, which is also how long a cancellation may have to wait. */
const rowsAtOnce = 1024

async function runRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  manifest: TableManifest,
  model: TableModel,
  context: RunContext<TableProgress>,
  cold: boolean,
): Promise<RowsResult> {
  const startedAt = context.now()
  const pause = createPause(context)
  const good = rows.map((row) => goodRow(row, model))
  const checkedAt = context.now()
  const scores: ScoredRow[] = []
  for (let start = 0; start < good.length; start += rowsAtOnce) {
    await pause()
    scores.push(...(await model.score(good.slice(start, start + rowsAtOnce))))
  }
  const endedAt = context.now()
  return {
    kind: 'rows',
    answers: scores.map((score) => answerOf(score, model.classes())),
    fromCache: scores.filter(({ fromCache }) => fromCache).length,
    ...(manifest.modelVersion !== undefined && { modelVersion: manifest.modelVersion }),
    timing: {
      prepareMs: checkedAt - startedAt,
      runMs: endedAt - checkedAt,
      totalMs: endedAt - startedAt,
      cold,
    },
  }
}

function goodRow(row: Readonly<Record<string, unknown>>, { columns, mayMiss }: TableModel) {
  const checked = checkRow(row, columns, mayMiss)
  switch (checked.status) {
    case 'good':
      return checked.values
    case 'mismatch':
      throw new VitrineError('feature-mismatch', {
        missing: checked.missing.join(', '),
        extra: checked.extra.join(', '),
      })
    case 'wrong': {
      const [first] = checked.problems
      throw new VitrineError('feature-invalid', { name: first!.name, problem: first!.problem })
    }
    default:
      return checked satisfies never
  }
}

function answerOf(score: ScoredRow, classes: readonly string[]): RowAnswer {
  const { predicted, probabilities, values, fromCache } = score
  if (values !== undefined) {
    return { prediction: values[0] ?? NaN, values: [...values], fromCache }
  }
  return {
    prediction: classes[predicted!] ?? `class_${predicted}`,
    ...(probabilities && { probabilities: ranked(probabilities, classes) }),
    fromCache,
  }
}

function ranked(probabilities: Float32Array, classes: readonly string[]): Prediction[] {
  return Array.from(probabilities, (prob, index) => ({
    class: classes[index] ?? `class_${index}`,
    prob: Math.min(Math.max(prob, 0), 1),
  })).sort((a, b) => b.prob - a.prob)
}
