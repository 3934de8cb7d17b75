import type { FileResult, LookResult, TableReading, TextColumn } from '../protocol/table-tasks.ts'

export function buildReading(parts: Partial<TableReading> = {}): TableReading {
  return {
    format: 'delimited',
    delimiter: ',',
    encoding: 'utf-8',
    decimal: '.',
    header: true,
    columns: [0, 1],
    ...parts,
  }
}

export function buildLook(parts: Partial<LookResult> = {}): LookResult {
  return {
    kind: 'look',
    reading: buildReading(),
    header: ['area', 'age'],
    firstRows: [
      ['50', '10'],
      ['60', '5'],
    ],
    notes: [],
    ...parts,
  }
}

export function columnOf(cells: readonly string[]): TextColumn {
  let end = 0
  return { text: cells.join(''), ends: Uint32Array.from(cells, (cell) => (end += cell.length)) }
}

/** Rows by their cells; a row of the class -1 is a bad one. */
export function buildClassified(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  predicted: readonly number[],
  { prob = 0.8, ...parts }: Partial<FileResult> & { readonly prob?: number } = {},
): FileResult {
  const classes = ['Adelie', 'Chinstrap', 'Gentoo']
  const problems = predicted.flatMap((place, row) =>
    place < 0 ? [{ line: row + 2, row, problem: `Row ${row + 1} is bad.` }] : [],
  )
  const rest = (1 - prob) / (classes.length - 1)
  return {
    kind: 'file',
    rows: rows.length,
    header,
    columns: header.map((_, place) => columnOf(rows.map((cells) => cells[place] ?? ''))),
    predicted: Int32Array.from(predicted),
    probabilities: Float32Array.from(
      predicted.flatMap((place) =>
        classes.map((_, index) => (place < 0 ? NaN : index === place ? prob : rest)),
      ),
    ),
    classes,
    problems,
    badRows: problems.length,
    fromCache: 0,
    timing: { prepareMs: 10, runMs: 10, totalMs: 20, cold: false },
    ...parts,
  }
}

/** Of a regression; a row of NaN is a bad one. */
export function buildNumbers(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  values: readonly number[],
): FileResult {
  const problems = values.flatMap((value, row) =>
    Number.isNaN(value) ? [{ line: row + 2, row, problem: 'It is bad.' }] : [],
  )
  const { predicted: _, probabilities: __, ...rest } = buildClassified(header, rows, [])
  return {
    ...rest,
    classes: [],
    values: Float64Array.from(values),
    problems,
    badRows: problems.length,
  }
}
