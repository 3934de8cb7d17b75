import { newlineOf } from '../../core/formats/csv-record.ts'
import { tableLimits } from '../../core/table/table-limits.ts'
import type { TableReader } from '../../pipelines/tabular.ts'
import type { TableFile, TableReading } from '../../protocol/table-tasks.ts'
import { checkSize, checkText } from './check-file.ts'
import { createDelimitedParser } from './delimited.ts'
import { guessEncoding } from './encoding.ts'
import { createJsonParser } from './json-rows.ts'
import { lookAt, type Beginning } from './look.ts'
import { readPieces } from './read-pieces.ts'
import { unreadable, type RowParser } from './row-parser.ts'

/** Enough for twenty rows of most files, and what is read where it is not. */
const lookBytes = 64 * 1024
const mostLookBytes = 256 * 1024

/** Parsed in some 5 ms. Of larger ones more outlives V8's young generation, and all takes twice as long. */
const usualPieceBytes = 256 * 1024

/** Reads tables where they lie, a piece at a time. */
export function createTableReader({
  pieceBytes = usualPieceBytes,
}: { readonly pieceBytes?: number } = {}): TableReader {
  return {
    async look(file, features, answers) {
      checkSize(file.size)
      const papa = await loadPapa()
      const head = await bytesOf(file, lookBytes)
      const encoding = guessEncoding(head)
      checkText(head, encoding)
      const beginning = beginningOf(file, head, encoding)
      const isEnough = beginning.isAll || linesOf(beginning.text) > 40
      const longer = isEnough
        ? beginning
        : beginningOf(file, await bytesOf(file, mostLookBytes), encoding)
      return lookAt(papa, longer, features, answers)
    },

    async read(file, reading, visit) {
      checkSize(file.size)
      const parser = await parserFor(file, reading)
      let rows = 0
      for await (const { text, isLast, bytes } of readPieces(file, reading.encoding, pieceBytes)) {
        const some = parser.push(text, isLast)
        rows += some.length
        checkRoom(rows, parser.header().length)
        if (some.length > 0) await visit(some, bytes)
      }
      if (rows === 0) throw unreadable('It has no rows')
      return { header: parser.header() }
    },
  }
}

async function parserFor(file: TableFile, reading: TableReading): Promise<RowParser> {
  const head = await bytesOf(file, lookBytes)
  checkText(head, reading.encoding)
  if (reading.format === 'json-lines') return createJsonParser()
  const newline = newlineOf(new TextDecoder(reading.encoding).decode(head, { stream: true }))
  const { delimiter, header } = reading
  return createDelimitedParser(await loadPapa(), { delimiter, newline, header })
}

async function loadPapa() {
  return (await import('papaparse')).default
}

async function bytesOf(file: TableFile, most: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, Math.min(most, file.size)).arrayBuffer())
}

function beginningOf(
  file: TableFile,
  head: Uint8Array,
  encoding: TableReading['encoding'],
): Beginning {
  const isAll = head.length >= file.size
  return { text: new TextDecoder(encoding).decode(head, { stream: !isAll }), encoding, isAll }
}

/** Those in quotes count too, which is near enough. */
function linesOf(text: string): number {
  return text.split(/[\r\n]+/, 60).length
}

function checkRoom(rows: number, columns: number): void {
  const most =
    rows > tableLimits.rows
      ? `${tableLimits.rows.toLocaleString('en')} rows`
      : rows * columns > tableLimits.cells
        ? `${tableLimits.cells.toLocaleString('en')} cells`
        : undefined
  if (most !== undefined) {
    throw unreadable(`It has more than ${most}`, 'Split it into smaller files and try again.')
  }
}
