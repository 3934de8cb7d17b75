import { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { correct, readAuthor } from './author.ts'
import type { FoundIn } from './base-manifest.ts'
import { onnxPaths } from './choose-model.ts'
import { withDevices, withModel } from './device-variants.ts'
import { hasFile, type ExportFolder } from './folder.ts'
import { bareGraph } from './layouts/bare-graph.ts'
import { genai } from './layouts/genai.ts'
import { huggingFace } from './layouts/hugging-face.ts'
import { scikitLearn } from './layouts/scikit-learn.ts'
import { timm } from './layouts/timm.ts'
import { transformerBuilder } from './layouts/transformer-builder.ts'
import { transformerBuilderBundle } from './layouts/transformer-builder-bundle.ts'
import { ultralytics } from './layouts/ultralytics.ts'
import type { LayoutReader } from './layout-reader.ts'
import { refuseOtherFormats } from './other-formats.ts'
import { readable, type ReadableFolder } from './readable-folder.ts'
import { toManifest } from './to-manifest.ts'

/** Asked in this order: first those that a file makes known, the more special before the more general. */
const readers: readonly LayoutReader[] = [
  transformerBuilderBundle,
  transformerBuilder,
  genai,
  timm,
  huggingFace,
  ultralytics,
  scikitLearn,
  bareGraph,
]

export interface DescribedExport {
  readonly manifest: Manifest
  /** Every `.onnx` of the folder. */
  readonly models: readonly string[]
  /** `vitrine.json` with the corrections laid over it. */
  readonly author: VitrineJson
}

/**
 * Turns the folder that an exporter wrote into a manifest.
 * @param corrections the person's own, which win over the folder's `vitrine.json`
 * @throws VitrineError `export-unrecognised` when there is no model in the folder, and what the readers throw
 */
export async function describeExport(
  folder: ExportFolder,
  corrections: VitrineJson = {},
): Promise<DescribedExport> {
  const author = correct(await readAuthor(folder), corrections)
  const opened = readable(folder)
  const found = await findOut(opened, withModel(author))
  return {
    manifest: await toManifest(opened, author, await withDevices(opened, author, found)),
    models: onnxPaths(folder),
    author,
  }
}

/**
 * What to ask for of a folder that cannot be listed: without `found` what tells the layout, then, with the files that
 * are there, what else its layouts may need.
 */
export function pathsToAsk(found?: ReadonlySet<string>): readonly string[] {
  const paths =
    found === undefined
      ? ['vitrine.json', 'model.onnx', ...readers.flatMap(({ markers }) => markers)]
      : readers
          .filter(({ markers }) => markers.every((path) => found.has(path)))
          .flatMap(({ candidates }) => candidates)
  return [...new Set(paths)].filter((path) => !found?.has(path))
}

async function findOut(folder: ReadableFolder, author: VitrineJson): Promise<FoundIn> {
  const reader = await readerFor(folder, author)
  try {
    return { layout: reader.layout, ...(await reader.read(folder, author)) }
  } catch (error) {
    // A person who asks for tensors gets them, whatever stands in the way of the rest.
    const isRefused = error instanceof VitrineError && error.code === 'export-unsupported'
    if (!isRefused || author.task !== 'tensors') throw error
    return { layout: reader.layout, ...(await bareGraph.read(folder, author)) }
  }
}

async function readerFor(folder: ReadableFolder, author: VitrineJson): Promise<LayoutReader> {
  for (const reader of readers) {
    const isThere = reader.markers.every((path) => hasFile(folder, path))
    if (isThere && (await reader.matches(folder, author))) return reader
  }
  refuseOtherFormats(folder)
  const markers = readers.flatMap((reader) => reader.markers)
  const expected = [...new Set(['an .onnx file', ...markers])].join(', ')
  throw new VitrineError('export-unrecognised', { name: folder.id, expected })
}

/** The manifest alone: see `describeExport`. */
export async function readExport(
  folder: ExportFolder,
  corrections?: VitrineJson,
): Promise<Manifest> {
  return (await describeExport(folder, corrections)).manifest
}
