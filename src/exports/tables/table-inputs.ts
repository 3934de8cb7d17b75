import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import type { TableElementType, TableFeeding } from '../../protocol/table-manifests.ts'
import { quoted } from '../graph/words.ts'
import { isFixed } from '../guess/guess-image.ts'
import { shapeWords } from '../words.ts'

export interface TableInputs {
  readonly feeding: TableFeeding
  /** Columns of the model; undefined where the graph leaves that open. */
  readonly width: number | undefined
  /** The least that there can be, where the width is open. */
  readonly atLeast: number | undefined
  readonly batch: number | undefined
}

const elementTypes: ReadonlySet<string> = new Set<TableElementType>([
  'float32',
  'float64',
  'int64',
  'int32',
  'bool',
  'string',
])

/** How rows go into a graph, or a whole sentence on why they do not. */
export function tableInputs({ inputs, table }: GraphFacts): TableInputs | string {
  const [first, ...more] = inputs
  if (first === undefined) return 'The graph takes no input, so it takes no rows.'
  const strange = inputs.find((input) => !isColumns(input))
  if (strange !== undefined) {
    const { name, type, dims } = strange
    return `Its input ${quoted(name)} (${type}, ${shapeWords(dims)}) takes no rows of a table.`
  }
  const batches = [...new Set(inputs.map(({ dims: [rows] }) => rows).filter(isFixed))]
  if (batches.length > 1) return 'Its inputs take different numbers of rows.'
  const [batch] = batches
  if (more.length === 0 && first.dims.length !== 1) {
    const facts = table?.inputs.find(({ name }) => name === first.name)
    const width = first.dims[1]
    return {
      feeding: { kind: 'matrix', input: first.name, type: first.type as TableElementType },
      width: isFixed(width) ? width : facts?.columns,
      atLeast: facts?.atLeast,
      batch,
    }
  }
  const wide = inputs.find(({ dims }) => isFixed(dims[1]) && dims[1] > 1)
  if (wide !== undefined) {
    return `It has ${inputs.length} inputs, and ${quoted(wide.name)} has ${wide.dims[1]} columns: rows go in by one input with all columns, or an input for each.`
  }
  const columns = inputs.map(({ name, type, dims }) => ({
    input: name,
    type: type as TableElementType,
    rank: dims.length === 1 && dims[0] !== '…' ? (1 as const) : (2 as const),
  }))
  return {
    feeding: { kind: 'columns', inputs: columns },
    width: inputs.length,
    atLeast: undefined,
    batch,
  }
}

/** `[rows]`, `[rows, columns]`, or of a shape that the graph leaves open altogether. */
function isColumns({ type, dims, isTensor }: GraphValue): boolean {
  return isTensor && elementTypes.has(type) && (dims.length === 1 || dims.length === 2)
}
