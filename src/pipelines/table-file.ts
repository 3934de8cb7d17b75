import { checkCells } from '../core/table/check-row.ts'
import { readCell } from '../core/table/feature.ts'
import type {
  FileResult,
  RowProblem,
  TableFile,
  TableProgress,
  TableReading,
} from '../protocol/table-tasks.ts'
import { createBatchScores } from './batch-scores.ts'
import { createPause } from './pause.ts'
import type { RunContext } from './ports.ts'
import type { TableModel } from './table-model.ts'
import type { TableManifest } from './table-outputs.ts'
import type { ReadRow, TableReader } from './tabular.ts'
import { createTextColumns } from './text-columns.ts'

interface Parts {
  readonly manifest: TableManifest
  readonly model: TableModel
  readonly reader: TableReader
}

/** More of them nobody reads; how many there are is counted all the same. */
const mostProblems = 10_000

/** Rows to begin with, and how long a run of them may take: a cancellation waits for it. */
const firstRows = 1024
const quickMs = 20
const slowMs = 80

/** Runs a whole file, some rows at a time; what cannot be run is listed with its line and the reason. */
export async function runFile(
  { file, reading }: { readonly file: TableFile; readonly reading: TableReading },
  { manifest, model, reader }: Parts,
  context: RunContext<TableProgress>,
  cold: boolean,
): Promise<FileResult> {
  const startedAt = context.now()
  const pause = createPause(context)
  const texts = createTextColumns()
  const scores = createBatchScores(manifest)
  const batch = model.createBatch(reading.columns, reading.decimal)
  const places = new Uint32Array(batch.capacity)
  const problems: RowProblem[] = []
  // A graph that fixes its rows takes as long for fewer.
  let most = manifest.batch ?? Math.min(firstRows, batch.capacity)
  let rows = 0
  let badRows = 0
  let runMs = 0
  let reports = 0

  function addBad(row: ReadRow): void {
    badRows++
    if (problems.length >= mostProblems) return
    problems.push({
      line: row.line,
      row: rows,
      problem: row.problem ?? problemOf(row, model, reading),
    })
  }

  async function runBatch(): Promise<void> {
    await pause()
    const runningAt = context.now()
    const found = await model.scoreBatch(batch)
    const ms = context.now() - runningAt
    runMs += ms
    scores.add(found, places.slice(0, batch.size))
    batch.clear()
    if (ms < quickMs) most = Math.min(most * 2, batch.capacity)
    if (ms > slowMs && manifest.batch === undefined) most = Math.max(1, most >> 1)
  }

  const { header } = await reader.read(file, reading, async (some, bytes) => {
    texts.add(some)
    for (const row of some) {
      if (row.problem === undefined && batch.add(row.cells)) places[batch.size - 1] = rows
      else addBad(row)
      rows++
      if (batch.size >= most) await runBatch()
    }
    await pause()
    context.report({ index: reports++, rows, bytes, totalBytes: file.size })
  })
  if (batch.size > 0) await runBatch()

  const classes = model.classes()
  const endedAt = context.now()
  return {
    kind: 'file',
    rows,
    header,
    columns: texts.take(header.length),
    ...scores.take(rows, classes.length),
    classes: [...classes],
    problems,
    badRows,
    fromCache: 0,
    timing: {
      prepareMs: endedAt - startedAt - runMs,
      runMs,
      totalMs: endedAt - startedAt,
      cold,
    },
  }
}

/** Why the cells are no row of the model, in whole sentences. */
function problemOf(
  { cells }: ReadRow,
  { columns, mayMiss }: TableModel,
  reading: TableReading,
): string {
  const read = columns.map((column, index) => {
    const place = reading.columns[index]
    return readCell(place == null ? '' : (cells[place] ?? ''), column, reading.decimal)
  })
  const checked = checkCells(read, columns, mayMiss)
  return checked.status === 'good'
    ? 'It could not be read.'
    : checked.problems.map(({ name, problem }) => `“${name}”: ${problem}.`).join(' ')
}
