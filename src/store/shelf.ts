import type { KeptIn } from '../protocol/stored.ts'
import type { Entry, PartNote } from './records.ts'

/**
 * One place where files can lie between two visits. Every method may reject with a `StorageError` at any time: storage
 * fills up, is refused, or is cleared while we use it. Readers go by the index alone, which is written last.
 */
export interface Shelf {
  readonly keptIn: KeptIn
  entry(key: string): Promise<Entry | undefined>
  entries(): Promise<readonly Entry[]>
  /** The bytes of an entry; undefined when they are gone. */
  read(key: string): Promise<Blob | undefined>
  /** Writes an entry's new state over the old one. */
  update(entry: Entry): Promise<void>
  /** Index first, then bytes. */
  remove(key: string): Promise<void>
  /** What an earlier download has left, if `resumable` says so of its note; else an empty part. */
  openPart(key: string, resumable: (note: PartNote) => boolean): Promise<Part>
  /** Downloads that were cut, and whatever else nothing points to. */
  leftovers(): Promise<readonly Leftover[]>
}

/** A file while it comes. */
export interface Part {
  /** Bytes that are here, from the start of the file without a gap. */
  readonly sizeBytes: number
  /** It takes nothing of storage, so that storage cannot fail it; `keep` alone may. */
  readonly isInMemory: boolean
  /** What was known of the file when its first byte came. */
  readonly note: PartNote | undefined
  /** Empties it. */
  restart(note: PartNote): Promise<void>
  append(chunk: Bytes): Promise<void>
  /** All of it, for reading; until `restart` nothing may be appended any more. */
  blob(): Promise<Blob>
  /** Makes it a stored file: rename, then the index entry. Resolves with the file where it lies now. */
  keep(entry: Entry): Promise<Blob>
  /** Lets go of it. What has come stays where it is, to be resumed. */
  close(): Promise<void>
  discard(): Promise<void>
}

export interface Leftover {
  readonly key: string
  readonly sizeBytes: number
  remove(): Promise<void>
}

export type Bytes = Uint8Array<ArrayBuffer>

export type StorageTrouble = 'storage-full' | 'storage-refused'

/** Storage did not do what it was asked; never shown, for the file comes all the same. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly why: StorageTrouble
  constructor(why: StorageTrouble, cause?: unknown) {
    super(why, { cause })
    this.why = why
  }
}

/** What a storage call threw, as a `StorageError`. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const isFull = error instanceof Error && error.name === 'QuotaExceededError'
  return new StorageError(isFull ? 'storage-full' : 'storage-refused', error)
}

/** Runs a storage call; whatever it throws, even from a getter, becomes a `StorageError`. */
export async function guarded<T>(call: () => T | Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw asStorageError(error)
  }
}
