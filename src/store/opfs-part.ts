import {
  emptyFile,
  openWhenFree,
  readFile,
  readText,
  removeFile,
  rename,
  writeAt,
  writeText,
} from './opfs-files.ts'
import type { Directory, SyncHandle } from './opfs-types.ts'
import { parseNote, type PartNote } from './records.ts'
import { guarded, StorageError, type Part } from './shelf.ts'

export const suffixes = { file: '.file', entry: '.json', part: '.part', note: '.note' } as const

/** A download in the origin's private file system: the bytes so far, and beside them the note of what they are. */
export async function openOpfsPart(
  openDirectory: () => Promise<Directory>,
  key: string,
  resumable: (note: PartNote) => boolean,
): Promise<Part> {
  const partName = key + suffixes.part
  const noteName = key + suffixes.note
  let directory = await openDirectory()
  let note = await readNote()
  let handle: SyncHandle | undefined = await openHandle()
  let sizeBytes = note === undefined ? 0 : handle.getSize()
  /** Where the bytes lie; `keep` moves them. */
  let lying: string = partName

  async function openHandle(): Promise<SyncHandle> {
    return openWhenFree(await directory.getFileHandle(partName, { create: true }))
  }

  async function readNote(): Promise<PartNote | undefined> {
    const found = parseNote((await readText(directory, noteName)) ?? '')
    return found !== undefined && resumable(found) ? found : undefined
  }

  function closeHandle() {
    const open = handle
    handle = undefined
    if (open === undefined) return
    try {
      open.flush()
    } finally {
      open.close()
    }
  }

  return {
    isInMemory: false,
    get sizeBytes() {
      return sizeBytes
    },
    get note() {
      return note
    },
    restart: (next) =>
      guarded(async () => {
        // The folder may have been cleared away since.
        directory = await openDirectory()
        handle ??= await openHandle()
        lying = partName
        sizeBytes = 0
        emptyFile(handle)
        await writeText(directory, noteName, JSON.stringify(next))
        note = next
      }),
    append: (chunk) =>
      guarded(() => {
        if (handle === undefined) throw new StorageError('storage-refused')
        writeAt(handle, chunk, sizeBytes)
        sizeBytes += chunk.length
      }),
    blob: () =>
      guarded(async () => {
        closeHandle()
        const file = await readFile(directory, lying)
        if (file === undefined || file.size < sizeBytes) throw new StorageError('storage-refused')
        return file.size === sizeBytes ? file : file.slice(0, sizeBytes)
      }),
    keep: (entry) =>
      guarded(async () => {
        closeHandle()
        await rename(directory, partName, key + suffixes.file)
        lying = key + suffixes.file
        const file = await readFile(directory, lying)
        if (file?.size !== entry.sizeBytes) throw new StorageError('storage-refused')
        await removeFile(directory, noteName)
        await writeText(directory, key + suffixes.entry, JSON.stringify(entry))
        return file
      }),
    close: () => guarded(closeHandle),
    discard: () =>
      guarded(async () => {
        closeHandle()
        sizeBytes = 0
        for (const name of [key + suffixes.entry, lying, noteName])
          await removeFile(directory, name)
      }),
  }
}
