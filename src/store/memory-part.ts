import type { Entry, PartNote } from './records.ts'
import { StorageError, type Bytes, type Part } from './shelf.ts'

/** Chunks are handed to the browser in pieces of this size: a `Blob` need not lie in this process. */
const pieceBytes = 8 * 1024 * 1024

export interface MemoryPartStart {
  readonly pieces?: readonly Blob[]
  readonly note?: PartNote | undefined
  /** Where it can be kept once it is whole. */
  readonly keep?: (blob: Blob, entry: Entry) => Promise<void>
}

/** A file that comes into no storage. It is put together from pieces; one growing buffer would be copied again and again. */
export function createMemoryPart(start: MemoryPartStart = {}): Part {
  let { note } = start
  let pieces = [...(start.pieces ?? [])]
  let loose: Bytes[] = []
  let looseBytes = 0
  let sizeBytes = pieces.reduce((sum, piece) => sum + piece.size, 0)

  function gather() {
    if (looseBytes === 0) return
    pieces.push(new Blob(loose))
    loose = []
    looseBytes = 0
  }

  function empty() {
    pieces = []
    loose = []
    looseBytes = sizeBytes = 0
  }

  return {
    isInMemory: true,
    get sizeBytes() {
      return sizeBytes
    },
    get note() {
      return note
    },
    async restart(next) {
      empty()
      note = next
    },
    async append(chunk) {
      loose.push(chunk)
      looseBytes += chunk.length
      sizeBytes += chunk.length
      if (looseBytes >= pieceBytes) gather()
    },
    async blob() {
      gather()
      return new Blob(pieces)
    },
    async keep(entry) {
      gather()
      const blob = new Blob(pieces)
      if (start.keep === undefined) throw new StorageError('storage-refused')
      await start.keep(blob, entry)
      return blob
    },
    async close() {},
    async discard() {
      empty()
    },
  }
}

/** A copy that does not depend on the storage which `blob` lies in. */
export async function copyToMemory(blob: Blob): Promise<Blob[]> {
  const pieces: Blob[] = []
  for (let start = 0; start < blob.size; start += pieceBytes) {
    pieces.push(new Blob([await blob.slice(start, start + pieceBytes).arrayBuffer()]))
  }
  return pieces
}
