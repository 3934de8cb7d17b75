import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { isFixed } from './guess-image.ts'

/** The input that takes the ids of a text's tokens. */
export function idsOf(inputs: GraphFacts['inputs']): GraphValue | undefined {
  const all = inputs.filter(
    // TensorFlow's exporters put the number of an output behind the name.
    ({ name, type }) => /((^|_)ids|tokens?)(:\d+)?$/i.test(name) && /^int(32|64)$/.test(type),
  )
  return all.find(({ name }) => name.startsWith('input_ids')) ?? all[0]
}

/** How many tokens a graph takes, where it fixes that. */
export function fixedLength({ inputs }: Pick<GraphFacts, 'inputs'>): number | undefined {
  const length = idsOf(inputs)?.dims[1]
  return isFixed(length) ? length : undefined
}

/** How many tokens a graph takes, where it fixes that; else a common length, which is then a guess. */
export function guessText(graph: Pick<GraphFacts, 'inputs'>): {
  contextLength: number
  guessed: readonly string[]
} {
  const length = fixedLength(graph)
  return length === undefined
    ? { contextLength: usualContext, guessed: ['contextLength'] }
    : { contextLength: length, guessed: [] }
}

/** Small enough for every decoder that is likely to come without a word about it. */
const usualContext = 1024
