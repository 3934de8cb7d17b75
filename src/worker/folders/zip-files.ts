import {
  configure,
  BlobReader,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import { VitrineError } from '../../protocol/errors.ts'
import type { DeviceFile } from './device-folder.ts'

// Its workers would come from `blob:`, which our policy forbids; we are in a worker already.
configure({ useWebWorkers: false, useCompressionStream: true })

/** More than a browser's tab can hold of a model, in all its precisions. */
const maxTotalBytes = 8e9
/** Of what unpacks to more than a gigabyte. Weights hardly shrink; a bomb is a thousand times its size. */
const maxRatio = 100
/** Together with folders and clutter, which are not counted as files later. */
const maxEntries = 50_000
/** Chunks are gathered into blobs of this size, which the browser may lay on disk. */
const gatherBytes = 16e6

/**
 * The files inside a zip. Only its directory is read: an entry that was stored is a slice of the archive, others are
 * unpacked when they are asked for.
 * @param name of the archive, for the errors
 * @throws VitrineError `archive-unreadable`, `path-refused`, `too-many-files`
 */
export async function zipFiles(archive: Blob, name: string): Promise<DeviceFile[]> {
  const entries: FileEntry[] = []
  let totalBytes = 0
  let count = 0
  try {
    for await (const entry of new ZipReader(new BlobReader(archive)).getEntriesGenerator({
      // Some tools on Windows write their own separator. What climbs out of the archive is refused by our own gate.
      normalizeFilename: (path) => path.replaceAll('\\', '/'),
      filenameValidation: 'tolerant',
    })) {
      count += 1
      if (count > maxEntries) throw new VitrineError('too-many-files', { name, limit: maxEntries })
      if (entry.directory) continue
      if (entry.encrypted) throw unreadable(name, 'it is encrypted')
      totalBytes += entry.uncompressedSize
      entries.push(entry)
    }
  } catch (cause) {
    throw asUnreadable(cause, name)
  }
  if (totalBytes > maxTotalBytes) {
    throw unreadable(name, `it unpacks to more than ${maxTotalBytes / 1e9} GB`)
  }
  if (totalBytes > 1e9 && totalBytes > archive.size * maxRatio) {
    throw unreadable(name, `it unpacks to ${Math.round(totalBytes / archive.size)} times its size`)
  }
  return entries.map((entry) => ({
    path: entry.filename,
    sizeBytes: entry.uncompressedSize,
    open: async () => {
      try {
        return entry.compressionMethod === 0 ? await stored(archive, entry) : await unpacked(entry)
      } catch (cause) {
        throw asUnreadable(cause, name)
      }
    },
  }))
}

/** Its bytes lie in the archive as they are, behind a header of its own. */
async function stored(archive: Blob, { offset, uncompressedSize }: FileEntry): Promise<Blob> {
  const header = new DataView(await archive.slice(offset, offset + 30).arrayBuffer())
  const isHeader = header.byteLength === 30 && header.getUint32(0, true) === 0x0403_4b50
  if (!isHeader) throw new Error('no local header')
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  if (start + uncompressedSize > archive.size) throw new Error('cut off')
  return archive.slice(start, start + uncompressedSize)
}

/** An entry that gives out more than it said is stopped there, before it has filled the memory. */
async function unpacked(entry: FileEntry): Promise<Blob> {
  const gathered: Blob[] = []
  let chunks: Uint8Array<ArrayBuffer>[] = []
  let chunkBytes = 0
  let sizeBytes = 0
  const gather = () => {
    gathered.push(new Blob(chunks))
    chunks = []
    chunkBytes = 0
  }
  const writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      sizeBytes += chunk.length
      chunkBytes += chunk.length
      if (sizeBytes > entry.uncompressedSize) throw new Error('more came than the entry said')
      // The library may use its buffer again.
      chunks.push(chunk.slice())
      if (chunkBytes >= gatherBytes) gather()
    },
  })
  await entry.getData(writable, { checkSignature: true })
  if (sizeBytes !== entry.uncompressedSize) throw new Error('less came than the entry said')
  gather()
  return new Blob(gathered)
}

function asUnreadable(cause: unknown, name: string): VitrineError {
  if (cause instanceof VitrineError) return cause
  return new VitrineError(
    'archive-unreadable',
    { name, problem: 'it is damaged, or packed in a way that cannot be read here' },
    { cause },
  )
}

function unreadable(name: string, problem: string): VitrineError {
  return new VitrineError('archive-unreadable', { name, problem })
}
