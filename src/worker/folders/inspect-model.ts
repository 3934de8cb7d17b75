import { requireFile } from '../../exports/folder.ts'
import { readGraph } from '../../exports/graph/read-graph.ts'
import type { InspectArgs, LoadProgress } from '../../protocol/calls.ts'
import type { GraphFacts } from '../../protocol/graph.ts'
import { createStore } from '../../store/create-store.ts'
import type { CallContext } from '../serve.ts'
import { fetchStored } from './link-context.ts'

/** The graph of the model that the visitor chose, or of the one that the manifest names. */
export async function inspectModel(
  { manifest, files, pageUrl }: InspectArgs,
  { signal, report }: CallContext<LoadProgress>,
): Promise<GraphFacts> {
  const path = manifest.pinned ?? manifest.model
  const local = files?.get(path)
  if (local !== undefined) return readGraph(local, path)
  const all = [...manifest.files, ...(manifest.variants ?? []).flatMap((one) => one.files)]
  const file = requireFile({ files: all }, path)
  const base = new URL(manifest.base, pageUrl).href
  const context = { store: createStore(), signal, report, title: manifest.title }
  return readGraph(await fetchStored(base, file, context), path)
}
