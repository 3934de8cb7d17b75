import { openHandle } from './open-handle.ts'
import type { Directory, FileHandle, SyncHandle } from './opfs-types.ts'
import { StorageError, type Bytes } from './shelf.ts'

const copyBytes = 4 * 1024 * 1024

/**
 * Chromium over quota returns -8 as an unsigned number from `write`, and nothing at all from `truncate`:
 * https://crbug.com/541725401. What is not there afterwards was not written.
 */
export function writeAt(handle: SyncHandle, bytes: Bytes, at: number): void {
  const written = handle.write(bytes, { at })
  if (written !== bytes.length || handle.getSize() < at + bytes.length)
    throw new StorageError('storage-full')
}

export function emptyFile(handle: SyncHandle): void {
  handle.truncate(0)
  if (handle.getSize() !== 0) throw new StorageError('storage-refused')
}

/** A tab that has just died may hold its handle a moment longer than its lock. */
export async function openWhenFree(file: FileHandle, patience = 20): Promise<SyncHandle> {
  try {
    return await openHandle(file)
  } catch (error) {
    const isHeld = error instanceof Error && error.name === 'NoModificationAllowedError'
    if (!isHeld || patience === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 100))
    return openWhenFree(file, patience - 1)
  }
}

/** Undefined where there is no such file. */
export async function readFile(directory: Directory, name: string): Promise<Blob | undefined> {
  try {
    return await (await directory.getFileHandle(name)).getFile()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export async function readText(directory: Directory, name: string): Promise<string | undefined> {
  return (await readFile(directory, name))?.text()
}

/** All of it or nothing: a page that dies in the middle leaves the text that was there before. */
export async function writeText(directory: Directory, name: string, text: string): Promise<void> {
  const draft = `${name}.tmp`
  const file = await directory.getFileHandle(draft, { create: true })
  const handle = await openHandle(file)
  try {
    emptyFile(handle)
    writeAt(handle, new TextEncoder().encode(text), 0)
    handle.flush()
  } finally {
    handle.close()
  }
  await rename(directory, draft, name)
}

/** Over whatever has that name already. */
export async function rename(directory: Directory, from: string, to: string): Promise<void> {
  const file = await directory.getFileHandle(from)
  await removeFile(directory, to)
  if (file.move !== undefined) return file.move(to)
  await copy(directory, await file.getFile(), to)
  await removeFile(directory, from)
}

async function copy(directory: Directory, bytes: Blob, to: string): Promise<void> {
  const file = await directory.getFileHandle(to, { create: true })
  const handle = await openHandle(file)
  try {
    emptyFile(handle)
    for (let at = 0; at < bytes.size; at += copyBytes) {
      const chunk = await bytes.slice(at, at + copyBytes).arrayBuffer()
      writeAt(handle, new Uint8Array(chunk), at)
    }
    handle.flush()
  } finally {
    handle.close()
  }
}

export async function removeFile(directory: Directory, name: string): Promise<void> {
  try {
    await directory.removeEntry(name)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError'
}
