import type { GraphFacts } from '../../protocol/graph.ts'
import type { Feature, TableElementType } from '../../protocol/table-manifests.ts'
import type { TableInputs } from './table-inputs.ts'

/** Of the columns that are counted; a file may claim any number. */
const most = 100_000

/** What a graph says of its columns. Undefined where the graph leaves open how many columns there are. */
export function graphFeatures(
  { table }: GraphFacts,
  { feeding, ...inputs }: TableInputs,
): readonly Feature[] | undefined {
  const factsOf = (input: string) => table?.inputs.find(({ name }) => name === input)
  if (feeding.kind === 'columns') {
    return feeding.inputs.map(({ input, type }) => featureOf(input, type, factsOf(input)))
  }
  const width = inputs.width ?? inputs.atLeast
  if (width === undefined) return undefined
  const facts = factsOf(feeding.input)
  // One encoder for all columns says of none what it can be.
  const own = width === 1 ? facts : { mayBeMissing: facts?.mayBeMissing === true }
  // What claims to be wider is refused, for that is more than any form has.
  return Array.from({ length: Math.min(width, most) }, (_, index) =>
    featureOf(`feature_${index}`, feeding.type, own),
  )
}

function featureOf(
  name: string,
  type: TableElementType,
  { choices, mayBeMissing }: { choices?: readonly string[]; mayBeMissing?: boolean } = {},
): Feature {
  const isChoice = type === 'string' && choices !== undefined
  return {
    name,
    kind: isChoice ? 'choice' : kindOf(type),
    ...(isChoice && { choices }),
    ...(mayBeMissing === true && { mayBeMissing }),
  }
}

export function kindOf(type: TableElementType): Feature['kind'] {
  switch (type) {
    case 'float32':
    case 'float64':
      return 'number'
    case 'int64':
    case 'int32':
      return 'integer'
    case 'bool':
      return 'boolean'
    case 'string':
      return 'text'
    default:
      return type satisfies never
  }
}
