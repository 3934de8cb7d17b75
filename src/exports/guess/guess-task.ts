import type { GraphFacts } from '../../protocol/graph.ts'
import { shapeWords } from '../words.ts'
import type { Beside } from './beside.ts'
import { guessImage } from './guess-image.ts'
import { guessImageTask } from './guess-image-task.ts'
import { guessTextTask } from './guess-text-task.ts'
import type { TaskGuess } from './task-guess.ts'
import { quoted } from '../graph/words.ts'

/** What a graph that nothing else describes could be for. Always a guess. */
export function guessTask(graph: GraphFacts, beside: Beside): TaskGuess {
  const image = guessImage(graph)
  if (image !== undefined) return guessImageTask(graph, image)
  return guessTextTask(graph, beside) ?? guessTableTask(graph) ?? tensorsOf(graph)
}

function guessTableTask({ inputs, outputs }: GraphFacts): TaskGuess | undefined {
  const isRow =
    inputs.length > 0 &&
    inputs.every(({ dims }) => dims.length === 2 || (inputs.length > 1 && dims.length === 1))
  if (!isRow) return undefined
  const named = (pattern: RegExp) => outputs.find(({ name }) => pattern.test(name))?.name
  // As exporters of tables name what they give.
  const label = named(/^(output_)?label(_?\d+)?$/)
  if (label !== undefined) {
    return {
      task: 'tabular-classification',
      because: `it gives ${quoted(label)}`,
    }
  }
  return named(/^variable$/) === undefined
    ? undefined
    : { task: 'tabular-regression', because: 'it gives “variable”' }
}

function tensorsOf({ inputs }: GraphFacts): TaskGuess {
  const [first] = inputs
  const because =
    first === undefined
      ? 'the graph takes no input'
      : `nothing in the graph says what ${quoted(first.name)} (${first.type}, ${shapeWords(first.dims)}) means`
  return { task: 'tensors', because }
}
