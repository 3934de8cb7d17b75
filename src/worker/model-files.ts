import { folderOf, isDataOf } from '../exports/folder.ts'
import type { ExportFile, Manifest } from '../protocol/manifest.ts'
import type { ModelFiles } from '../runtime/session.ts'
import { bytesOf, isVerified, sourceOf, type Gathered, type Gatherer } from './gather-files.ts'
import type { PickedVariant } from './pick-variant.ts'

interface WeightFile {
  readonly path: string
  /** As the graph spells it. */
  readonly location: string
}

/**
 * The variant's files as ONNX Runtime wants them, looked at before it sees them, where they are not this site's own
 * and proved by their hashes. Data files that only the graph knows of are fetched too.
 * @throws VitrineError why the model cannot run here, or a file of it cannot be had
 */
export async function readModelFiles(
  { model, files }: PickedVariant,
  { manifest, pageUrl, gatherer }: { manifest: Manifest; pageUrl: string; gatherer: Gatherer },
): Promise<{ files: ModelFiles; gathered: Gathered }> {
  const first = await gatherer.gather(files)
  const own =
    isOwn(manifest, pageUrl) && isVerified(first) ? usualWeights(manifest, model, files) : undefined
  const { gathered, weights } =
    own === undefined
      ? await lookInto(model, files, first, gatherer)
      : { gathered: first, weights: own }
  gatherer.prepare()
  const external = weights.map(async ({ path, location }) => {
    const source = sourceOf(gathered, path)
    return { path: location, data: source instanceof Blob ? source : await bytesOf(source) }
  })
  return {
    files: {
      path: model,
      model: await bytesOf(sourceOf(gathered, model)),
      external: await Promise.all(external),
    },
    gathered,
  }
}

async function lookInto(
  model: string,
  files: readonly ExportFile[],
  first: Gathered,
  gatherer: Gatherer,
): Promise<{ gathered: Gathered; weights: readonly WeightFile[] }> {
  // Not needed by the site's own demos, which come without its weight.
  const { checkModel } = await import('./check-model.ts')
  const checked = await checkModel(sourceOf(first, model), model)
  const missing = checked.wants.filter(({ path }) => !first.has(path)).map(({ path }) => ({ path }))
  const gathered = missing.length === 0 ? first : await gatherer.gather([...files, ...missing])
  return { gathered, weights: checked.check((path) => gathered.get(path)?.source.size) }
}

function isOwn({ base }: Manifest, pageUrl: string): boolean {
  return new URL(base, pageUrl).origin === new URL(pageUrl).origin
}

/** The data files, where their names alone say what they are; else only the graph can. */
function usualWeights(
  manifest: Manifest,
  model: string,
  files: readonly ExportFile[],
): readonly WeightFile[] | undefined {
  const tokenizer = manifest.task === 'text-generation' ? Object.values(manifest.tokenizer) : []
  const others = files
    .map(({ path }) => path)
    .filter((path) => path !== model && !tokenizer.includes(path))
  if (!others.every((path) => isDataOf(path, model))) return undefined
  const folder = folderOf(model)
  return others.map((path) => ({ path, location: path.slice(folder.length) }))
}
