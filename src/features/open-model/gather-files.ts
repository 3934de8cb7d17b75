import { VitrineError } from '../../protocol/errors.ts'
import type { ExportSource, LocalFile } from '../../protocol/source.ts'
import type { Intake } from '../../ui/use-file-intake.ts'

export type FilesSource = Extract<ExportSource, { kind: 'files' }>

/** No export has nearly as many; a home folder let go by mistake has. */
export const maxFiles = 2000

/**
 * Everything in the folders that were dropped, by reference: nothing is read here.
 * @throws VitrineError `too-many-files`, `nothing-to-open`, `export-incomplete`
 */
export async function gatherDropped({ files, entries }: Intake): Promise<FilesSource> {
  const folders = entries.filter(isDirectory)
  if (folders.length === 0) return looseFiles(files)
  const [only] = entries
  const isOneFolder = entries.length === 1 && only !== undefined
  const name = isOneFolder ? only.name : (folders[0]?.name ?? '')
  const found = await walk(entries, name)
  return sourceOf(name, isOneFolder ? found.map(withoutFirstFolder) : found)
}

/** What a file input gives: a whole folder, or loose files. Errors as above. */
export function gatherChosen(files: readonly File[]): FilesSource {
  const [folder, rest] = files[0]?.webkitRelativePath.split('/', 2) ?? []
  if (folder === undefined || rest === undefined) return looseFiles(files)
  const found = files
    .map((file) => withoutFirstFolder({ path: file.webkitRelativePath, file }))
    .filter(({ path }) => !path.split('/').some(isHidden))
  return sourceOf(folder, found)
}

function looseFiles(files: readonly File[]): FilesSource {
  const named = files.find(({ name }) => /\.onnx$/i.test(name)) ?? files[0]
  return sourceOf(
    named?.name ?? '',
    files.map((file) => ({ path: file.name, file })),
  )
}

function sourceOf(name: string, files: readonly LocalFile[]): FilesSource {
  if (files.length === 0) throw new VitrineError('nothing-to-open', { name })
  if (files.length > maxFiles) throw new VitrineError('too-many-files', { name, limit: maxFiles })
  return { kind: 'files', name, files }
}

/** Breadth first, so that a folder that is far too large is refused before all of it has been listed. */
async function walk(roots: readonly FileSystemEntry[], name: string): Promise<LocalFile[]> {
  const found: LocalFile[] = []
  const waiting = [...roots]
  let seen = 0
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    seen += 1
    if (seen > 2 * maxFiles || found.length > maxFiles)
      throw new VitrineError('too-many-files', { name, limit: maxFiles })
    const path = entry.fullPath.replace(/^\//, '')
    if (isDirectory(entry)) {
      const inside = await listFolder(entry)
      waiting.push(...inside.filter((child) => !isHidden(child.name)))
    } else if (isFile(entry)) {
      found.push({ path, file: await fileOf(entry, path) })
    }
  }
  return found
}

/** A reader hands out a hundred entries at a time, and none when there are no more. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, (cause) => reject(unreadable(folder.name, cause)))
    })
    all.push(...batch)
    if (batch.length === 0 || all.length > maxFiles) return all
  }
}

function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, (cause) => reject(unreadable(path, cause)))
  })
}

function unreadable(path: string, cause: DOMException): VitrineError {
  return new VitrineError('export-incomplete', { path }, { cause })
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

/** `.git`, `.cache`, `.DS_Store`: never part of an export, and often thousands. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX' || name === 'node_modules'
}

function withoutFirstFolder({ path, file }: LocalFile): LocalFile {
  return { path: path.slice(path.indexOf('/') + 1), file }
}
