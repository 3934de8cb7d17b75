import { checkCells } from '../core/table/check-row.ts'
import { readCell, type CellValue } from '../core/table/feature.ts'
import type {
  FileResult,
  RowProblem,
  TableFile,
  TableProgress,
  TableReading,
  TextColumn,
} from '../protocol/table-tasks.ts'
import { createPause } from './pause.ts'
import type { RunContext } from './ports.ts'
import type { TableModel } from './table-model.ts'
import type { TableManifest } from './table-outputs.ts'
import type { ReadRow, TableReader } from './tabular.ts'

interface Parts {
  readonly manifest: TableManifest
  readonly model: TableModel
  readonly reader: TableReader
}

/** More of them nobody reads; how many there are is counted all the same. */
const mostProblems = 10_000

/** Runs a whole file, some rows at a time; what cannot be run is listed with its line and the reason. */
export async function runFile(
  { file, reading }: { readonly file: TableFile; readonly reading: TableReading },
  { manifest, model, reader }: Parts,
  context: RunContext<TableProgress>,
  cold: boolean,
): Promise<FileResult> {
  const startedAt = context.now()
  const pause = createPause(context)
  const { columns, mayMiss } = model
  const texts: string[][] = []
  const predicted: number[] = []
  const probabilities: Float32Array[] = []
  const values: Float64Array[] = []
  const problems: RowProblem[] = []
  let rows = 0
  let badRows = 0
  let fromCache = 0
  let runMs = 0
  let reports = 0

  function goodCells(row: ReadRow): readonly (CellValue | undefined)[] | undefined {
    const problem = row.problem ?? problemOf(row)
    if (typeof problem !== 'string') return problem
    badRows++
    if (problems.length < mostProblems) problems.push({ line: row.line, row: rows, problem })
    return undefined
  }

  function problemOf({ cells }: ReadRow): string | readonly (CellValue | undefined)[] {
    const read = columns.map((column, index) => {
      const place = reading.columns[index]
      return readCell(place == null ? '' : (cells[place] ?? ''), column, reading.decimal)
    })
    const checked = checkCells(read, columns, mayMiss)
    return checked.status === 'good'
      ? checked.values
      : checked.problems.map(({ name, problem }) => `“${name}”: ${problem}.`).join(' ')
  }

  const { header } = await reader.read(file, reading, async (some, bytes) => {
    const places: number[] = []
    const good: (readonly (CellValue | undefined)[])[] = []
    for (const row of some) {
      for (const [index, cell] of row.cells.entries()) {
        // A row with fewer cells than others leaves them empty.
        const column = (texts[index] ??= Array.from({ length: rows }, () => ''))
        column[rows] = cell
      }
      const found = goodCells(row)
      if (found !== undefined) {
        places.push(rows)
        good.push(found)
      }
      rows++
    }
    await pause()
    const runningAt = context.now()
    const scores = good.length === 0 ? [] : await model.score(good)
    runMs += context.now() - runningAt
    for (const [index, score] of scores.entries()) {
      const place = places[index]!
      if (score.predicted !== undefined) predicted[place] = score.predicted
      if (score.probabilities) probabilities[place] = score.probabilities
      if (score.values) values[place] = score.values
      if (score.fromCache) fromCache++
    }
    context.report({ index: reports++, rows, bytes, totalBytes: file.size })
  })

  const classes = model.classes()
  const endedAt = context.now()
  return {
    kind: 'file',
    rows,
    header,
    columns: Array.from(header, (_, index) => textColumn(texts[index] ?? [], rows)),
    ...(manifest.task === 'tabular-classification' && {
      predicted: Int32Array.from({ length: rows }, (_, row) => predicted[row] ?? -1),
      ...(probabilities.length > 0 && {
        probabilities: table(probabilities, rows, classes.length, Float32Array),
      }),
    }),
    ...(manifest.task === 'tabular-regression' && {
      values: table(values, rows, manifest.targets.length, Float64Array),
    }),
    classes: [...classes],
    problems,
    badRows,
    fromCache,
    timing: {
      prepareMs: endedAt - startedAt - runMs,
      runMs,
      totalMs: endedAt - startedAt,
      cold,
    },
  }
}

function textColumn(cells: readonly string[], rows: number): TextColumn {
  const ends = new Uint32Array(rows)
  let end = 0
  for (let row = 0; row < rows; row++) {
    end += cells[row]?.length ?? 0
    ends[row] = end
  }
  return { text: cells.join(''), ends }
}

function table<Row extends Float32Array | Float64Array>(
  found: readonly (Row | undefined)[],
  rows: number,
  width: number,
  make: new (length: number) => Row,
): Row {
  const all = new make(rows * width).fill(NaN) as Row
  for (const [row, values] of found.entries()) if (values) all.set(values, row * width)
  return all
}
