import { folderOf, isDataOf } from '../exports/folder.ts'
import type { ExportFile, Manifest } from '../protocol/manifest.ts'
import type { ModelFiles } from '../runtime/session-parts.ts'
import { bytesOf, isVerified, sourceOf, type Gathered, type Gatherer } from './gather-files.ts'
import type { PickedVariant } from './pick-variant.ts'

interface WeightFile {
  readonly path: string
  /** As the graph spells it. */
  readonly location: string
}

export interface GatheredModel {
  readonly gathered: Gathered
  /** One of the variant's graphs with its weights, as ONNX Runtime wants them. */
  read(graph: string): Promise<ModelFiles>
}

/**
 * The variant's files, looked at before ONNX Runtime sees them, where they are not this site's own and proved by their
 * hashes. Data files that only the graphs know of are fetched too.
 * @throws VitrineError why the model cannot run here, or a file of it cannot be had
 */
export async function gatherModel(
  variant: PickedVariant,
  { manifest, pageUrl, gatherer }: { manifest: Manifest; pageUrl: string; gatherer: Gatherer },
): Promise<GatheredModel> {
  const { files } = variant
  const graphs = graphsOf(variant)
  const first = await gatherer.gather(files)
  const own =
    isOwn(manifest, pageUrl) && isVerified(first)
      ? usualWeights(manifest, graphs, files)
      : undefined
  const { gathered, weights } =
    own === undefined
      ? await lookInto(graphs, files, first, gatherer)
      : { gathered: first, weights: own }
  gatherer.prepare()
  return {
    gathered,
    async read(graph) {
      const external = (weights.get(graph) ?? []).map(async ({ path, location }) => {
        const source = sourceOf(gathered, path)
        return { path: location, data: source instanceof Blob ? source : await bytesOf(source) }
      })
      return {
        path: graph,
        model: await withoutMaps(await bytesOf(sourceOf(gathered, graph)), manifest),
        external: await Promise.all(external),
      }
    },
  }
}

/** ONNX Runtime Web hands out no maps: see `TabularClassificationManifest.zipMap`. */
async function withoutMaps(model: Uint8Array, manifest: Manifest): Promise<Uint8Array> {
  if (manifest.task !== 'tabular-classification' || manifest.zipMap === undefined) return model
  const { withoutZipMaps } = await import('../exports/rewrite/zip-map.ts')
  return withoutZipMaps(model)?.model ?? model
}

/** The `.onnx` files that run together. */
export function graphsOf({ model, encoder }: PickedVariant): readonly string[] {
  return encoder === undefined ? [model] : [model, encoder]
}

/** By the graph that they belong to. */
type Weights = ReadonlyMap<string, readonly WeightFile[]>

async function lookInto(
  graphs: readonly string[],
  files: readonly ExportFile[],
  first: Gathered,
  gatherer: Gatherer,
): Promise<{ gathered: Gathered; weights: Weights }> {
  // Not needed by the site's own demos, which come without its weight.
  const { checkModel } = await import('./check-model.ts')
  const checked = await Promise.all(
    graphs.map(async (path) => ({ path, ...(await checkModel(sourceOf(first, path), path)) })),
  )
  const wanted = new Set(checked.flatMap(({ wants }) => wants.map(({ path }) => path)))
  const missing = [...wanted].filter((path) => !first.has(path)).map((path) => ({ path }))
  const gathered = missing.length === 0 ? first : await gatherer.gather([...files, ...missing])
  const sizeOf = (path: string) => gathered.get(path)?.source.size
  return { gathered, weights: new Map(checked.map(({ path, check }) => [path, check(sizeOf)])) }
}

function isOwn({ base }: Manifest, pageUrl: string): boolean {
  return new URL(base, pageUrl).origin === new URL(pageUrl).origin
}

/** The data files, where their names alone say what they are; else only the graphs can. */
function usualWeights(
  manifest: Manifest,
  graphs: readonly string[],
  files: readonly ExportFile[],
): Weights | undefined {
  const known = new Set([...graphs, ...textFilesOf(manifest)])
  const others = files.map(({ path }) => path).filter((path) => !known.has(path))
  if (!others.every((path) => graphs.some((graph) => isDataOf(path, graph)))) return undefined
  const weightsOf = (graph: string) => {
    const folder = folderOf(graph)
    return others
      .filter((path) => isDataOf(path, graph))
      .map((path) => ({ path, location: path.slice(folder.length) }))
  }
  return new Map(graphs.map((graph) => [graph, weightsOf(graph)]))
}

/** What no graph has to do with. */
function textFilesOf(manifest: Manifest): readonly unknown[] {
  const tokenizer = 'tokenizer' in manifest ? Object.values(manifest.tokenizer) : []
  const chat = 'chat' in manifest ? [manifest.chat?.path] : []
  return [...tokenizer, ...chat]
}
