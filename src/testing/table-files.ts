/** Files of rows for tests: in any encoding, counted while they are read, and larger than memory. */
import type { TableFile, TableReading } from '../protocol/table-tasks.ts'
import type { ReadRow, TableReader } from '../pipelines/tabular.ts'

export const plainReading: TableReading = {
  format: 'delimited',
  delimiter: ',',
  encoding: 'utf-8',
  decimal: '.',
  header: true,
  columns: [],
}

export function tableFile(content: string | Uint8Array): TableFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    size: bytes.length,
    // Quicker than a `Blob` of Node: properties read many small pieces.
    slice: (start, end) => ({
      arrayBuffer: async () => new Uint8Array(bytes.slice(start, end)).buffer,
    }),
  }
}

/** @param mark with a byte order mark before it */
export function encoded(text: string, encoding: TableReading['encoding'], mark: boolean) {
  const marked = mark && encoding !== 'windows-1252' ? `\uFEFF${text}` : text
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8')
  if (encoding === 'windows-1252') return Buffer.from(marked, 'latin1')
  const wide = Buffer.from(marked, 'utf16le')
  return encoding === 'utf-16be' ? wide.swap16() : wide
}

/** `head`, then `fill` again and again up to the size; it is made as it is read. */
export function endlessFile(head: string, fill: string, size: number) {
  const start = Buffer.from(head)
  const counted = { bytes: 0 }
  const file: TableFile = {
    size,
    slice(from = 0, to = size) {
      counted.bytes += to - from
      const bytes = Buffer.alloc(to - from, fill)
      if (from < start.length) start.copy(bytes, 0, from)
      return { arrayBuffer: async () => new Uint8Array(bytes).buffer }
    },
  }
  return { file, counted }
}

export async function rowsOf(reader: TableReader, file: TableFile, reading: TableReading) {
  const rows: ReadRow[] = []
  const { header } = await reader.read(file, reading, async (some) => void rows.push(...some))
  return { header, rows, cells: rows.map((row) => row.cells) }
}
