import type { GraphFacts } from '../../protocol/graph.ts'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { TableManifestBase } from '../../protocol/table-manifests.ts'
import { baseManifest, type TaskWords } from '../base-manifest.ts'
import { modelFiles } from '../model-files.ts'
import { tensorsManifest } from '../tensors-manifest.ts'
import { tableExamples } from './examples.ts'
import { tableFeatures, type TableFeatures } from './features.ts'
import { invalid, type Given } from './given.ts'
import { tableInputs } from './table-inputs.ts'

export interface SeenTable extends TableFeatures {
  readonly graph: GraphFacts
  readonly batch: number | undefined
}

/**
 * How rows go in.
 * @returns a whole sentence on why they do not
 * @throws VitrineError `export-invalid`, and what reading the graph throws
 */
export async function seeTable(given: Given): Promise<SeenTable | string> {
  const graph = await given.folder.graph(given.found.model)
  const inputs = tableInputs(graph)
  if (typeof inputs === 'string') return inputs
  const features = await tableFeatures(given, graph, inputs)
  if (typeof features === 'string') return features
  return { ...features, graph, batch: inputs.batch }
}

/** What stands in every manifest of a table task. */
export async function tableBase(
  { folder, author, found }: Given,
  { features, feeding, steps, batch, ...seen }: SeenTable,
  own: TaskWords,
): Promise<Omit<TableManifestBase, 'recognised'>> {
  const { modelVersion } = author
  const base = baseManifest(folder, author, found, {
    reasons: [...seen.reasons, ...own.reasons],
    notes: [...seen.notes, ...own.notes],
    guessed: [...seen.guessed, ...own.guessed],
  })
  return {
    ...base,
    files: await modelFiles(folder, found.model),
    features,
    feeding,
    steps,
    ...(batch !== undefined && { batch }),
    ...(modelVersion !== undefined && { modelVersion }),
    examples: tableExamples(author, features, steps),
  }
}

/**
 * The page of last resort, with what stands in the way of the one that it should have.
 * @throws VitrineError `export-invalid` where the author asks for a table
 */
export function tensorsInstead(
  { folder, author, found }: Given,
  task: 'tabular-classification' | 'tabular-regression',
  problem: string,
): Promise<TensorsManifest> {
  if (author.task === task) {
    throw invalid('task', `it cannot be that: ${problem[0]?.toLowerCase()}${problem.slice(1, -1)}`)
  }
  const notes = [...(found.notes ?? []), problem]
  return tensorsManifest(folder, author, { ...found, task: 'tensors', recognised: task, notes })
}
