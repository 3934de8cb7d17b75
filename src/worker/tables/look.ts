import type Papa from 'papaparse'
import { newlineOf } from '../../core/formats/csv-record.ts'
import { findTruth, type Answers } from '../../core/table/find-truth.ts'
import { guessDelimiter } from '../../core/table/guess-delimiter.ts'
import { guessHeader } from '../../core/table/guess-header.ts'
import { columnsInOrder, matchColumns } from '../../core/table/match-columns.ts'
import { guessDecimal } from '../../core/table/numeral.ts'
import type { Look, ReadRow } from '../../pipelines/tabular.ts'
import type { TableReading } from '../../protocol/table-tasks.ts'
import { createDelimitedParser } from './delimited.ts'
import { createJsonParser } from './json-rows.ts'
import { lookNotes } from './look-notes.ts'
import { unreadable } from './row-parser.ts'

/** The beginning of a file. */
export interface Beginning {
  readonly text: string
  readonly encoding: TableReading['encoding']
  /** It is the whole file. */
  readonly isAll: boolean
}

const shownRows = 20
/** Enough to tell what a column holds. */
const judgedRows = 500

/** What the beginning of a file says of the whole. @throws VitrineError `table-unreadable` */
export function lookAt(
  papa: typeof Papa,
  beginning: Beginning,
  features: readonly string[],
  answers: Answers,
): Look {
  const found = isJson(beginning.text)
    ? fromJson(beginning)
    : fromDelimited(papa, beginning, features)
  const { header, rows, form } = found
  if (rows.length === 0) {
    throw unreadable(
      !beginning.isAll
        ? `None of its lines ends within the first ${beginning.text.length.toLocaleString('en')} characters`
        : form.header && header.length > 0
          ? 'It names its columns and has no rows'
          : 'It has no rows',
    )
  }
  const cells = rows.filter(({ problem }) => problem === undefined).map((row) => row.cells)
  const byName = form.header ? matchColumns(features, header) : features.map(() => null)
  const taken = new Set(byName.filter((place) => place !== null))
  const truth = findTruth(form.header ? header : header.map(() => ''), cells, taken, answers)
  const ordered = taken.size > 0 ? undefined : columnsInOrder(features, header, truth)
  const reading: TableReading = {
    ...form,
    encoding: beginning.encoding,
    columns: ordered ?? byName,
    ...(truth !== undefined && !ordered?.includes(truth) && { truth }),
  }
  return {
    reading,
    header,
    firstRows: rows.slice(0, shownRows).map((row) => row.cells),
    notes: lookNotes(reading, header, features, ordered !== undefined),
  }
}

type Form = Pick<TableReading, 'format' | 'delimiter' | 'decimal' | 'header'>

interface Found {
  readonly form: Form
  readonly header: readonly string[]
  readonly rows: readonly ReadRow[]
}

/** A list of objects, or an object in its first line. */
function isJson(text: string): boolean {
  const start = text.trimStart()
  if (/^\[\s*(\{|\]?\s*$)/.test(start)) return true
  // “[1] x, …” may well be a cell.
  if (/^\[\s*\[|^\[\s*(-?\d|")[^\]]*\]\s*$/.test(start)) {
    throw unreadable('It is a JSON list whose elements are no objects of names and values')
  }
  if (!start.startsWith('{')) return false
  const [line = ''] = start.split('\n', 1)
  if (/\}\s*$/.test(line)) return true
  throw unreadable('It is a JSON file that is neither a list of rows nor one row a line')
}

function fromJson({ text, isAll }: Beginning): Found {
  const parser = createJsonParser()
  const rows = parser.push(text, isAll).slice(0, judgedRows)
  const form = { format: 'json-lines', delimiter: ',', decimal: '.', header: true } as const
  return { form, header: parser.header(), rows }
}

function fromDelimited(
  papa: typeof Papa,
  { text, isAll }: Beginning,
  features: readonly string[],
): Found {
  const newline = newlineOf(text)
  const parse = (delimiter: Form['delimiter'], header: boolean, some: string, isLast: boolean) => {
    const parser = createDelimitedParser(papa, { delimiter, newline, header })
    const rows = parser.push(some, isLast).slice(0, judgedRows)
    return { header: parser.header(), rows }
  }
  // The whole of what was read: a record may be long. Where it is short, some of it tells as much.
  const short = text.slice(0, 16_384)
  const [some, isLast] = short.includes(newline) ? [short, isAll && short === text] : [text, isAll]
  const rowsFor = (delimiter: Form['delimiter']) => {
    try {
      const { rows } = parse(delimiter, false, some, isLast)
      // A row that is wider than the first one is cut to it, and has a problem: it counts as uneven.
      return rows.slice(0, 100).map(({ cells, problem }) => (problem ? [...cells, ''] : cells))
    } catch {
      // A text of thousands of commas, which the right delimiter leaves together.
      return []
    }
  }
  const delimiter = guessDelimiter(rowsFor, features)
  const plain = parse(delimiter, false, text, isAll)
  const cells = plain.rows.filter(({ problem }) => problem === undefined).map((row) => row.cells)
  const decimal = guessDecimal(cells.slice(1), delimiter)
  const header = guessHeader(cells.slice(0, 100), features, decimal)
  const form = { format: 'delimited', delimiter, decimal, header } as const
  return { form, ...(header ? parse(delimiter, true, text, isAll) : plain) }
}
