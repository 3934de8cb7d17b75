import { defuse } from '../../core/table/defuse-formula.ts'
import { cellAt, numberIn } from './cells.ts'
import type { Sheet } from './sheet.ts'
import type { Pace } from './slices.ts'

/** Cells that are written in one go: a few milliseconds. */
const cellsAtOnce = 5000
/** Characters: many small blobs would each cost something. */
const partLength = 1 << 20

/**
 * The file's own columns with what the model says, as the file itself was written: in other programs it opens as that
 * one did. What begins like a formula gets an apostrophe before it.
 * @returns in parts of a megabyte: the browser keeps them where it likes, and no text of all of it is ever made
 */
export async function toCsv(sheet: Sheet, pace: Pace): Promise<Blob> {
  const { default: papa } = await import('papaparse')
  const { delimiter, decimal } = sheet.asked.reading
  const { own, answers, probabilities, result, isBad } = sheet
  const hasBad = result.badRows > 0
  const written = [...answers.filter(({ isNumber }) => !isNumber()), ...numbersOf(sheet)]
  const config = { delimiter, newline: '\r\n' }
  const head = [
    ...own.map(({ title }) => defuse(title)),
    ...written.map(({ title }) => defuse(title)),
    ...(hasBad ? ['problem'] : []),
  ]
  const type = delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv'
  const blobs = await inParts(result.rows, own.length + probabilities.length, pace, type, (row) => {
    const cells = result.columns.map((column) => defuse(cellAt(column, row)))
    for (const { textAt } of written) {
      const text = textAt(row)
      cells.push(defuse(decimal === ',' && isPlain(text) ? text.replace('.', ',') : text))
    }
    if (hasBad) cells.push(isBad(row) ? defuse(whyBad(sheet, row)) : '')
    return papa.unparse([cells], config)
  })
  return new Blob([`${papa.unparse([head], config)}\r\n`, ...blobs], { type })
}

/** One object a row, answers as a server gives them. */
export async function toJsonLines(sheet: Sheet, pace: Pace): Promise<Blob> {
  const { result, own, probabilities, manifest, isBad, asked } = sheet
  const { columns, classes, predicted, values, rows } = result
  const names = own.map(({ title }) => JSON.stringify(title))
  const targets = (values?.length ?? 0) / Math.max(rows, 1)
  const version =
    manifest.modelVersion === undefined
      ? ''
      : `,"model_version":${JSON.stringify(manifest.modelVersion)}`
  const answerOf = (row: number): string => {
    if (isBad(row)) return `"error":${JSON.stringify(whyBad(sheet, row))}`
    if (predicted === undefined) {
      const said = [...(values?.subarray(row * targets, (row + 1) * targets) ?? [])]
      const all = said.length > 1 ? `,"values":${JSON.stringify(said)}` : ''
      return `"prediction":${JSON.stringify(said[0] ?? null)}${all}${version}`
    }
    const probs = probabilities.map((_, place) => {
      const prob = result.probabilities?.[row * classes.length + place] ?? NaN
      return `${JSON.stringify(classes[place])}:${sevenDigits(prob) || 'null'}`
    })
    const all = probs.length === 0 ? '' : `,"probabilities":{${probs.join(',')}}`
    return `"prediction":${JSON.stringify(classes[predicted[row]!])}${all}${version}`
  }
  const type = 'application/x-ndjson'
  const blobs = await inParts(rows, own.length + probabilities.length, pace, type, (row) => {
    // By hand: a column may be called "__proto__", or two of them the same.
    const features = names.map((name, place) => {
      const cell = cellAt(columns[place]!, row)
      const number = own[place]!.isNumber() ? numberIn(cell.trim(), asked.reading.decimal) : NaN
      return `${name}:${Number.isFinite(number) ? String(number) : JSON.stringify(cell)}`
    })
    return `{"row":${row + 1},"features":{${features.join(',')}},${answerOf(row)}}`
  })
  return new Blob(blobs, { type })
}

async function inParts(
  rows: number,
  columns: number,
  pace: Pace,
  type: string,
  lineOf: (row: number) => string,
): Promise<Blob[]> {
  const newline = type === 'application/x-ndjson' ? '\n' : '\r\n'
  const blobs: Blob[] = []
  const rowsAtOnce = Math.max(1, Math.floor(cellsAtOnce / (columns + 1)))
  let lines: string[] = []
  let length = 0
  for (let row = 0; row < rows; row++) {
    const line = lineOf(row) + newline
    lines.push(line)
    length += line.length
    const isFull = length >= partLength
    if (isFull || row === rows - 1) {
      blobs.push(new Blob([lines.join('')], { type }))
      lines = []
      length = 0
    }
    if ((isFull || row % rowsAtOnce === 0) && pace.isDue()) await pace.pause()
  }
  return blobs
}

/** The same numbers as on the page, with all the digits that they have. */
function numbersOf({ result, answers, probabilities, probOf }: Sheet) {
  const exact = (key: string, row: number): number => {
    const place = Number(key.slice(key.indexOf('-') + 1))
    if (key === 'probability') return probOf(row)
    if (key.startsWith('class-')) {
      return result.probabilities?.[row * result.classes.length + place] ?? NaN
    }
    return result.values?.[(row * result.values.length) / result.rows + place] ?? NaN
  }
  return [...answers, ...probabilities]
    .filter(({ isNumber }) => isNumber())
    .map(({ key, title }) => ({
      title,
      textAt: (row: number) => sevenDigits(exact(key, row)),
    }))
}

function sevenDigits(value: number): string {
  return Number.isNaN(value) ? '' : String(Number(value.toPrecision(7)))
}

function isPlain(text: string): boolean {
  return /^-?\d+\.\d+(e[+-]?\d+)?$/.test(text)
}

function whyBad({ problemOf }: Sheet, row: number): string {
  return problemOf(row) ?? 'This row could not be run.'
}

/** "penguins.csv" becomes "penguins-predictions.csv". */
export function downloadName({ asked }: Sheet, ending: 'csv' | 'jsonl'): string {
  const stem = asked.name.replace(/\.[a-z]+$/i, '').slice(0, 80) || 'rows'
  const isTabbed = ending === 'csv' && asked.reading.delimiter === '\t'
  return `${stem}-predictions.${isTabbed ? 'tsv' : ending}`
}
