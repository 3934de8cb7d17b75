import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { LocalFiles } from '../protocol/source.ts'

/**
 * An export's files where they lie, read when they are needed. They are opened in the thread that reads them: Node does
 * not let a `Blob` of a file go from one thread to another.
 * @param folder absolute
 * @throws VitrineError `file-missing`
 */
export async function openLocalFiles(
  folder: string,
  { files, variants = [] }: Pick<Manifest, 'files' | 'variants'>,
): Promise<LocalFiles> {
  const all = [...files, ...variants.flatMap((variant) => variant.files)]
  const paths = [...new Set(all.map(({ path }) => path))]
  const opened = await Promise.all(
    paths.map(async (path) => [path, await openFile(folder, path)] as const),
  )
  return new Map(opened)
}

async function openFile(folder: string, path: string): Promise<Blob> {
  try {
    return await openAsBlob(join(folder, path))
  } catch (cause) {
    throw new VitrineError('file-missing', { path }, { cause })
  }
}
