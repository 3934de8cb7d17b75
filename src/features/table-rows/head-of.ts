import { newlineOf } from '../../core/formats/csv-record.ts'
import type { TableReading } from '../../protocol/table-tasks.ts'

/** The first rows of a file, read in one way. */
export interface Head {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const shownRows = 20
const lookBytes = 64 * 1024
const mostColumns = 2000

/**
 * What a delimited file begins with when it is read so: only for the eye, the worker has its own reader.
 * @throws DOMException when the file cannot be read any more
 */
export async function headOf(
  file: File,
  { delimiter, encoding, header }: Pick<TableReading, 'delimiter' | 'encoding' | 'header'>,
): Promise<Head> {
  const [{ default: papa }, bytes] = await Promise.all([
    import('papaparse'),
    file.slice(0, lookBytes).arrayBuffer(),
  ])
  const isAll = file.size <= lookBytes
  const text = new TextDecoder(encoding).decode(bytes, { stream: !isAll })
  const { data } = papa.parse<string[]>(text, {
    delimiter,
    newline: newlineOf(text) === '\r' ? '\r' : text.includes('\r\n') ? '\r\n' : '\n',
    // One more than is shown: the last one may be torn.
    preview: shownRows + 2,
    skipEmptyLines: true,
  })
  const whole = isAll || data.length > shownRows + 1 ? data : data.slice(0, -1)
  const rows = whole.map((cells) => cells.slice(0, mostColumns).map((cell) => cell.slice(0, 1000)))
  const [first = []] = rows
  return header
    ? { header: first, rows: rows.slice(1, shownRows + 1) }
    : { header: first.map((_, index) => `column_${index + 1}`), rows: rows.slice(0, shownRows) }
}
