import { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { hasFile, readJson, type ExportFolder } from './folder.ts'
import { huggingFace } from './hugging-face.ts'
import type { LayoutReader } from './layout-reader.ts'
import { parse, vitrineSchema } from './schemas.ts'
import { transformerBuilder } from './transformer-builder.ts'
import { vitrineOnly } from './vitrine-only.ts'

/** Asked in this order: `vitrine.json` may lie beside any of the others, so it decides last. */
const readers: readonly LayoutReader[] = [transformerBuilder, huggingFace, vitrineOnly]

/**
 * Turns the folder that an exporter wrote into a manifest.
 * @throws VitrineError `export-unrecognised` when no reader knows the folder, and what the readers throw
 */
export async function readExport(folder: ExportFolder): Promise<Manifest> {
  const author = hasFile(folder, vitrineOnly.marker)
    ? parse(vitrineSchema, await readJson(folder, vitrineOnly.marker), vitrineOnly.marker)
    : {}
  const reader = readers.find(({ marker }) => hasFile(folder, marker))
  if (reader === undefined) {
    const expected = readers.map(({ marker }) => marker).join(', ')
    throw new VitrineError('export-unrecognised', { name: folder.id, expected })
  }
  return reader.read(folder, author)
}
