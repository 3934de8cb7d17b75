import type { GraphValue, TableFacts, TableInputFacts } from '../../protocol/graph.ts'
import { isTableOperator, type AttributeFacts, type TableNode } from './table-node.ts'

/** What comes out of these has the columns that went in, and NaN where there was NaN. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Concat', 'Identity', 'Scaler', 'Normalizer'])

/** Of tables with an input for each column; more are no form that anybody fills in. */
const mostSources = 1000
const mostListed = 100_000

/** Undefined where the graph has nothing of the kind. */
export function tableFacts(
  nodes: readonly TableNode[],
  inputs: readonly GraphValue[],
): TableFacts | undefined {
  if (!nodes.some(({ operator }) => isTableOperator(operator))) return undefined
  const sources = sourcesOf(nodes, inputs)
  const readers = byTensor(nodes)
  const picked = pickedChoices(readers, sources)
  const readersOf = new Map<string, TableNode[]>()
  for (const [tensor, reading] of readers) {
    const says = reading.filter(({ operator }) => isTableOperator(operator))
    for (const name of says.length === 0 ? [] : (sources.get(tensor) ?? [])) {
      const known = readersOf.get(name)
      if (known === undefined) readersOf.set(name, [...says])
      else known.push(...says)
    }
  }
  const classes = nodes
    .filter(({ operator }) => operator.endsWith('Classifier'))
    .map(({ attributes }) => classesOf(attributes))
  return {
    classes: classes.findLast(({ length }) => length > 0) ?? [],
    zipMaps: nodes
      .filter(({ operator }) => operator === 'ZipMap')
      .map(({ inputs: [tensor = ''], output, attributes }) => ({
        tensor,
        output,
        classes: classesOf(attributes),
      })),
    inputs: inputs.map(({ name }) =>
      inputFacts(name, readersOf.get(name) ?? [], {
        isAlone: (tensor) => sources.get(tensor)?.length === 1,
        picked: picked.get(name) ?? [],
      }),
    ),
  }
}

/** By tensor the inputs whose columns it has, one after the other. */
function sourcesOf(
  nodes: readonly TableNode[],
  inputs: readonly GraphValue[],
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, readonly string[]>(inputs.map(({ name }) => [name, [name]]))
  let listed = 0
  // A graph's nodes stand in the order in which they run.
  for (const { operator, inputs: from, output } of nodes) {
    if (!passing.has(operator)) continue
    const all = new Set(from.flatMap((tensor) => sources.get(tensor) ?? []))
    listed += all.size
    // What comes of many inputs by way of many nodes is listed once for each of them.
    if (listed > mostListed) break
    if (all.size > 0 && all.size <= mostSources) sources.set(output, [...all])
  }
  return sources
}

function classesOf(attributes: AttributeFacts): readonly string[] {
  return attributes.texts('classlabels_strings', 'classlabels_int64s', 'classlabels_ints')
}

interface Joined {
  /** Whether a tensor has the columns of one input only. */
  isAlone(tensor: string): boolean
  /** Choices of what was picked out of columns that were joined. */
  readonly picked: readonly string[]
}

/**
 * skl2onnx joins columns of text, picks out one after the other, and gives each an encoder: as many encoders as columns,
 * in their order. Which column is picked stands among the weights, which nobody reads here.
 */
function pickedChoices(
  readers: ReadonlyMap<string, readonly TableNode[]>,
  sources: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [joined, names] of sources) {
    const picks = (readers.get(joined) ?? []).filter(
      ({ operator }) => operator === 'ArrayFeatureExtractor',
    )
    const choices = picks.flatMap(({ output }) => (readers.get(output) ?? []).map(choicesOf))
    const isEach = choices.length === names.length && choices.every(({ length }) => length > 0)
    if (!isEach || picks.length !== names.length) continue
    for (const [index, name] of names.entries()) found.set(name, choices[index]!)
  }
  return found
}

/** By the tensor that is a node's first input. */
function byTensor(nodes: readonly TableNode[]): ReadonlyMap<string, readonly TableNode[]> {
  const readers = new Map<string, TableNode[]>()
  for (const node of nodes) {
    const [from = ''] = node.inputs
    const known = readers.get(from)
    if (known === undefined) readers.set(from, [node])
    else known.push(node)
  }
  return readers
}

/** @param readers nodes that take the input as it is given, or joined to others */
function inputFacts(
  name: string,
  readers: readonly TableNode[],
  { isAlone, picked }: Joined,
): TableInputFacts {
  const own = readers.filter(({ inputs: [from = ''] }) => isAlone(from))
  const columns = Math.max(0, ...own.map(columnsOf))
  const atLeast = Math.max(
    0,
    ...own.map(({ attributes }) => (attributes.largest('nodes_featureids') ?? -1) + 1),
  )
  const choices = new Set([...own.flatMap(choicesOf), ...picked])
  const mayBeMissing = readers.some(
    ({ operator, attributes }) =>
      operator === 'Imputer' || attributes.largest('nodes_missing_value_tracks_true') === 1,
  )
  return {
    name,
    ...(columns > 0 && { columns }),
    ...(atLeast > 0 && { atLeast }),
    ...(choices.size > 0 && { choices: [...choices] }),
    ...(mayBeMissing && { mayBeMissing }),
  }
}

/** What has a number for each column; of a single one it may be meant for all. 0: it does not say. */
function columnsOf({ operator, attributes }: TableNode): number {
  switch (operator) {
    case 'Scaler':
      return severalOf(Math.max(attributes.count('offset'), attributes.count('scale')))
    case 'Imputer':
      return severalOf(
        Math.max(
          attributes.count('imputed_value_floats'),
          attributes.count('imputed_value_int64s'),
        ),
      )
    case 'LinearClassifier': {
      const rows = Math.max(1, attributes.count('intercepts'), classesOf(attributes).length)
      return wholeOf(attributes.count('coefficients') / rows)
    }
    case 'LinearRegressor':
      return wholeOf(attributes.count('coefficients') / (attributes.largest('targets') ?? 1))
    default:
      return 0
  }
}

function severalOf(count: number): number {
  return count > 1 ? count : 0
}

function wholeOf(count: number): number {
  return Number.isInteger(count) ? count : 0
}

function choicesOf({ operator, attributes }: TableNode): readonly string[] {
  switch (operator) {
    case 'OneHotEncoder':
    case 'CategoryMapper':
      return attributes.texts('cats_strings')
    case 'LabelEncoder':
      return attributes.texts('keys_strings', 'classes_strings')
    default:
      return []
  }
}
