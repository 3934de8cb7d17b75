import type { ByteSource } from '../../core/formats/byte-source.ts'
import type { TableReading } from '../../protocol/table-tasks.ts'

export interface Piece {
  readonly text: string
  readonly isLast: boolean
  /** Of the file, read so far. */
  readonly bytes: number
}

/** The text of a file in pieces; a character on the border of two comes with the later one. No byte order mark. */
export async function* readPieces(
  file: ByteSource,
  encoding: TableReading['encoding'],
  pieceBytes: number,
): AsyncGenerator<Piece> {
  const decoder = new TextDecoder(encoding)
  const read = (start: number) => {
    const bytes = file.slice(start, Math.min(start + pieceBytes, file.size)).arrayBuffer()
    // Thrown where it is awaited, if it still is.
    bytes.catch(() => {})
    return bytes
  }
  let start = 0
  let coming: Promise<ArrayBuffer> | undefined = read(0)
  while (coming !== undefined) {
    const bytes: ArrayBuffer = await coming
    start += pieceBytes
    const isLast = start >= file.size
    // Fetched while these are parsed.
    coming = isLast ? undefined : read(start)
    const text = decoder.decode(bytes, { stream: !isLast })
    yield { text, isLast, bytes: Math.min(start, file.size) }
  }
}
