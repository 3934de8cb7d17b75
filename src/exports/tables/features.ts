import type { GraphFacts } from '../../protocol/graph.ts'
import type { Feature } from '../../protocol/table-manifests.ts'
import { authorFeatures, reordered } from './author-features.ts'
import { csvNames } from './csv-names.ts'
import type { Given } from './given.ts'
import { graphFeatures } from './graph-features.ts'
import { metadataNames } from './metadata-names.ts'
import { tableSteps, type TableSteps } from './steps.ts'
import type { TableInputs } from './table-inputs.ts'

export interface TableFeatures extends TableSteps {
  readonly features: readonly Feature[]
  readonly feeding: TableInputs['feeding']
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
  readonly guessed: readonly string[]
}

/** More are no form that anybody fills in. */
const most = 1000

/**
 * The columns of a table: the author's word, else the graph's metadata, else the first line of a CSV beside the model,
 * else what the graph calls its inputs, or numbers.
 * @returns a whole sentence where nobody says how many there are
 * @throws VitrineError `export-invalid`
 */
export async function tableFeatures(
  { folder, author, found }: Given,
  graph: GraphFacts,
  inputs: TableInputs,
): Promise<TableFeatures | string> {
  const { feeding, width } = inputs
  const own = graphFeatures(graph, inputs)
  if (own !== undefined && own.length > most) {
    return `A row has ${own.length.toLocaleString('en-US')} columns, and the page for tables shows at most ${most.toLocaleString('en-US')}.`
  }
  if (author.features !== undefined) {
    const features = authorFeatures(author, feeding, own)
    const steps = tableSteps(author, features, width)
    const isFree = steps.steps.every(({ kind }) => kind !== 'one-hot')
    const fed = isFree ? reordered(feeding, features) : feeding
    return { features, feeding: fed, ...steps, reasons: [], notes: [], guessed: [] }
  }
  if (own === undefined) {
    return 'The graph does not say how many columns a row has: name them in “features” of vitrine.json.'
  }
  const given = { feeding, ...tableSteps(author, own, width), notes: [] }
  if (feeding.kind === 'columns') return { ...given, features: own, reasons: [], guessed: [] }
  const named = metadataNames(graph, own.length)
  if (named !== undefined) {
    const reasons = [`names of its columns from the graph’s “${named.key}”`]
    return { ...given, features: renamed(own, named.names), reasons, guessed: [] }
  }
  const guessed = ['features']
  const beside = await csvNames(folder, found.model, own.length)
  if (beside !== undefined) {
    const reasons = [`names of its columns from the first line of ${beside.path}`]
    return { ...given, features: renamed(own, beside.names), reasons, guessed }
  }
  return { ...given, features: own, reasons: [], notes: unnamedNotes(inputs, own), guessed }
}

function renamed(features: readonly Feature[], names: readonly string[]): readonly Feature[] {
  return features.map((feature, index) => ({ ...feature, name: names[index]! }))
}

function unnamedNotes({ width, atLeast }: TableInputs, own: readonly Feature[]): string[] {
  const count =
    width === undefined && atLeast !== undefined
      ? [
          `The graph does not say how many columns a row has; its trees ask for ${own.length}, and there may be more.`,
        ]
      : []
  const names =
    own.length > 1
      ? ['The graph does not name its columns. Name them in their order to tell them apart.']
      : []
  return [...count, ...names]
}
