import type { GraphFacts, GraphValue, TableFacts } from '../../protocol/graph.ts'

export interface ClassifierOutputs {
  readonly label?: string
  readonly probabilities?: string
  /** How many there are for each row, where the graph says it. */
  readonly width?: number | undefined
  readonly zipMap?: TableFacts['zipMaps'][number]
}

/** Which outputs of a graph are classes and which are probabilities; neither where it gives no such thing. */
export function classifierOutputs({ outputs, table }: GraphFacts): ClassifierOutputs {
  const label = preferred(outputs.filter(isLabel), /label|class|pred/i)
  const zipMap = table?.zipMaps.find(({ output }) => outputs.some(({ name }) => name === output))
  const scores = preferred(
    outputs.filter((output) => isNumbers(output) && output !== label),
    /prob|score/i,
  )
  const chosen = {
    ...(label !== undefined && { label: label.name }),
    ...(zipMap !== undefined && { probabilities: zipMap.tensor, zipMap }),
  }
  if (zipMap !== undefined || scores === undefined) return chosen
  const width = scores.dims.length === 2 ? scores.dims[1] : undefined
  return {
    ...chosen,
    probabilities: scores.name,
    ...(typeof width === 'number' && width > 0 && { width }),
  }
}

/** Which output of a graph are the numbers that it predicts, and how many there are for each row. */
export function regressionOutput({
  outputs,
}: GraphFacts): { readonly output: string; readonly width: number | undefined } | undefined {
  const numbers = outputs.filter((output) => isNumbers(output) || isLabel(output))
  const found = preferred(
    numbers.filter(({ type }) => type !== 'string'),
    /variable|pred|^y$/i,
  )
  if (found === undefined) return undefined
  const width = found.dims.length === 1 ? 1 : found.dims[1]
  return {
    output: found.name,
    width: typeof width === 'number' && width > 0 ? width : undefined,
  }
}

/** One for each row. */
function isLabel({ type, dims }: GraphValue): boolean {
  const isOne = dims.length === 1 || (dims.length === 2 && dims[1] === 1)
  return /^(int64|int32|string)$/.test(type) && isOne
}

function isNumbers({ type, dims }: GraphValue): boolean {
  return /^(float32|float64)$/.test(type) && (dims.length === 1 || dims.length === 2)
}

function preferred(values: readonly GraphValue[], names: RegExp): GraphValue | undefined {
  return values.find(({ name }) => names.test(name)) ?? values[0]
}
