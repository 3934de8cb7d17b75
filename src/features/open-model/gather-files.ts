import { VitrineError } from '../../protocol/errors.ts'
import type { ExportSource, LocalFile } from '../../protocol/source.ts'
import { isHidden, readEntries } from '../../ui/read-entries.ts'
import type { Intake } from '../../ui/use-file-intake.ts'

export type FilesSource = Extract<ExportSource, { kind: 'files' }>

/** No export has nearly as many; a home folder let go by mistake has. */
export const maxFiles = 2000

/**
 * Everything in the folders that were dropped, by reference: nothing is read here.
 * @throws VitrineError `too-many-files`, `nothing-to-open`, `export-incomplete`
 */
export async function gatherDropped({ files, entries }: Intake): Promise<FilesSource> {
  const folders = entries.filter(({ isDirectory }) => isDirectory)
  if (folders.length === 0) return looseFiles(files)
  const [only] = entries
  const isOneFolder = entries.length === 1 && only !== undefined
  const name = isOneFolder ? only.name : (folders[0]?.name ?? '')
  const { files: found, isWhole } = await readEntries(entries, { limit: maxFiles, unreadable })
  if (!isWhole) throw new VitrineError('too-many-files', { name, limit: maxFiles })
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

function unreadable(path: string, cause: DOMException): VitrineError {
  return new VitrineError('export-incomplete', { path }, { cause })
}

function withoutFirstFolder({ path, file }: LocalFile): LocalFile {
  return { path: path.slice(path.indexOf('/') + 1), file }
}
