export interface EntryFile {
  /** Relative to what was given, with "/" between its parts. */
  readonly path: string
  readonly file: File
}

interface ReadOptions {
  /** Listing stops when there are more files than this. */
  readonly limit: number
  /** What is thrown where a file or folder cannot be read. */
  unreadable(path: string, cause: DOMException): Error
}

/**
 * The files in the folders that were dropped, by reference: nothing is read. Breadth first, so that a folder that is far
 * too large is known to be so before all of it has been listed.
 * @returns `isWhole` false: there are more than `limit` files, or more than so many folders
 */
export async function readEntries(
  roots: readonly FileSystemEntry[],
  { limit, unreadable }: ReadOptions,
): Promise<{ files: readonly EntryFile[]; isWhole: boolean }> {
  const files: EntryFile[] = []
  const waiting = [...roots]
  let seen = 0
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    seen += 1
    if (seen > 2 * limit || files.length > limit) return { files, isWhole: false }
    const path = entry.fullPath.replace(/^\//, '')
    if (isDirectory(entry)) {
      const inside = await listFolder(entry, limit, unreadable)
      waiting.push(...inside.filter((child) => !isHidden(child.name)))
    } else if (isFile(entry)) {
      files.push({ path, file: await fileOf(entry, path, unreadable) })
    }
  }
  return { files, isWhole: files.length <= limit }
}

/** A reader hands out a hundred entries at a time, and none when there are no more. */
async function listFolder(
  folder: FileSystemDirectoryEntry,
  limit: number,
  unreadable: ReadOptions['unreadable'],
): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, (cause) => reject(unreadable(folder.name, cause)))
    })
    all.push(...batch)
    if (batch.length === 0 || all.length > limit) return all
  }
}

function fileOf(
  entry: FileSystemFileEntry,
  path: string,
  unreadable: ReadOptions['unreadable'],
): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, (cause) => reject(unreadable(path, cause)))
  })
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

/** `.git`, `.cache`, `.DS_Store`: never meant, and often thousands. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX' || name === 'node_modules'
}
