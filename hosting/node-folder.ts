import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { ExportFile } from '../src/protocol/manifest.ts'
import type { ExportFolder } from '../src/exports/folder.ts'

/** An export is a folder of a few files; more than this is somebody's home directory. */
const maxFiles = 2000

/**
 * An export's folder on disk, with the size and sha256 of every file.
 * @param taken ids that other demos have already
 */
export async function openFolder(path: string, taken: ReadonlySet<string>): Promise<ExportFolder> {
  const root = resolve(path)
  const id = freeId(root, taken)
  const paths = await listFiles(root)
  if (paths.length > maxFiles)
    throw new Error(`${root} has more than ${maxFiles} files; is it an export?`)
  const files = await Promise.all(paths.map((file) => describeFile(root, file)))
  return {
    id,
    base: `models/${id}/`,
    files,
    readText: (file) => readFile(join(root, file), 'utf8'),
    open: (file) => openAsBlob(join(root, file)),
  }
}

export async function listSubfolders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name))
    .sort()
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  // Not `entry.isFile()`: in a download cache of the Hugging Face hub every file is a link to a blob.
  const isFile = await Promise.all(paths.map(async (path) => (await stat(path)).isFile()))
  return paths
    .filter((_path, index) => isFile[index])
    .map((path) => relative(root, path).split(sep).join('/'))
    .sort()
}

async function describeFile(root: string, path: string): Promise<ExportFile> {
  const { size } = await stat(join(root, path))
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(join(root, path))) hash.update(chunk)
  return { path, sizeBytes: size, sha256: hash.digest('hex') }
}

/** The folder's name, made fit for an address, with a number behind it when it is taken. */
function freeId(root: string, taken: ReadonlySet<string>): string {
  const slug =
    basename(root)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[-.]+|-+$/g, '') || 'export'
  let id = slug
  for (let number = 2; taken.has(id); number++) id = `${slug}-${number}`
  return id
}
