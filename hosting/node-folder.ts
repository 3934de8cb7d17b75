import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { ExportFile, Manifest, ModelVariant } from '../src/protocol/manifest.ts'
import type { ExportFolder } from '../src/exports/folder.ts'

/** An export is a folder of a few files; more than this is somebody's home directory. */
const maxFiles = 2000

export interface NodeFolder extends ExportFolder {
  /** Absolute; the files' paths are relative to it. */
  readonly root: string
  /** The file that was named, where it was no folder. */
  readonly model?: string
}

/**
 * An export on disk, with the size of every file. Of a bare `.onnx` what lies beside it and could belong to it: everything
 * but other models and what is no part of any export.
 * @param path of a folder or of an `.onnx` file
 * @param taken ids that other demos have already
 */
export async function openFolder(path: string, taken: ReadonlySet<string>): Promise<NodeFolder> {
  const named = resolve(path)
  const isBare = (await stat(named)).isFile()
  const root = isBare ? dirname(named) : named
  const model = basename(named)
  const id = freeId(isBare ? model.replace(/\.onnx$/i, '') : model, taken)
  const paths = isBare ? await listBeside(root, model) : await listFiles(root)
  if (paths.length > maxFiles)
    throw new Error(`${root} has more than ${maxFiles} files; is it an export?`)
  const files = await Promise.all(
    paths.map(async (file) => ({ path: file, sizeBytes: (await stat(join(root, file))).size })),
  )
  return {
    id,
    base: `models/${id}/`,
    root,
    ...(isBare && { model }),
    files,
    readText: (file) => readFile(join(root, file), 'utf8'),
    open: (file) => openAsBlob(join(root, file)),
  }
}

/** The manifest with the sha256 of each of its files: of those only, for an export may lie among gigabytes of others. */
export async function withHashes(manifest: Manifest, root: string): Promise<Manifest> {
  const hashes = new Map<string, Promise<string>>()
  const hashed = (files: readonly ExportFile[]) =>
    Promise.all(
      files.map(async (file) => {
        const hash = hashes.get(file.path) ?? sha256(join(root, file.path))
        hashes.set(file.path, hash)
        return { ...file, sha256: await hash }
      }),
    )
  const variants = await Promise.all(
    (manifest.variants ?? []).map(async (variant): Promise<ModelVariant> => ({
      ...variant,
      files: await hashed(variant.files),
    })),
  )
  return {
    ...manifest,
    files: await hashed(manifest.files),
    ...(variants.length > 0 && { variants }),
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
  const isFile = await Promise.all(paths.map(isFileAt))
  return paths
    .filter((_path, index) => isFile[index])
    .map((path) => relative(root, path).split(sep).join('/'))
    .sort()
}

/** With a `vitrine.json` the folder is an export, and examples may lie deeper; else it may be anybody's downloads. */
async function listBeside(root: string, model: string): Promise<string[]> {
  const names = await readdir(root)
  const paths = names.includes('vitrine.json')
    ? await listFiles(root)
    : names.filter((name) => name === model || belongs.test(name) || name.startsWith(model))
  const isFile = await Promise.all(paths.map((path) => isFileAt(join(root, path))))
  return paths
    .filter((path, index) => isFile[index] && (path === model || !/\.onnx$/i.test(path)))
    .sort()
}

/** What readers look for, and what exporters call weights beside a graph. */
const belongs = /\.(json|txt|names|csv|data|bin|pb|weights|jinja)$|_data(_\d+)?$/i

/** False for what a broken link points to. */
async function isFileAt(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats?.isFile() ?? false
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** The name, made fit for an address, with a number behind it when it is taken. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[-.]+|-+$/g, '') || 'export'
  let id = slug
  for (let number = 2; taken.has(id); number++) id = `${slug}-${number}`
  return id
}
