import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { quoted } from '../graph/words.ts'
import type { Beside } from './beside.ts'
import { isFixed } from './guess-image.ts'
import type { TaskGuess } from './task-guess.ts'
import { idsOf } from './token-ids.ts'

/** What a graph that takes token ids is for. Undefined when it takes none. */
export function guessTextTask(
  { inputs, outputs }: Pick<GraphFacts, 'inputs' | 'outputs'>,
  { tokenizer, maskToken }: Beside,
): TaskGuess | undefined {
  const ids = idsOf(inputs)
  const [output] = outputs
  if (ids === undefined || output === undefined) return undefined
  const takes = `${quoted(ids.name)} takes token ids`
  if (outputs.some(isPlace)) {
    const because = `${takes} and it gives places in the text (${outputs.map(({ name }) => quoted(name)).join(', ')})`
    return { task: 'tensors', because }
  }
  if (output.dims.length === 2 && !vectors.test(output.name)) {
    const because = `${takes} and ${quoted(output.name)} is one row for each text`
    return { task: 'text-classification', because }
  }
  const width = output.dims.at(-1)
  const isVocabulary = /logits/i.test(output.name) || (isFixed(width) && width >= 5000)
  if (output.dims.length !== 3 || !isVocabulary) {
    return { task: 'feature-extraction', because: takes }
  }
  const because = `${takes} and ${quoted(output.name)} scores ${width === undefined ? 'all' : width} tokens for each`
  const hasCache = inputs.some(({ name }) => /past|cache/i.test(name))
  if (!hasCache && inputs.some(({ name }) => name === 'token_type_ids')) {
    return { task: 'fill-mask', because: `${because}, with “token_type_ids” as BERT has it` }
  }
  if (!hasCache && maskToken) {
    return {
      task: 'fill-mask',
      because: `${because}, and its tokenizer has a token for masked words`,
    }
  }
  if (tokenizer) return { task: 'text-generation', because }
  return { task: 'tensors', recognised: 'text-generation', because, notes: [tokenizerNote] }
}

export const tokenizerNote =
  'Put the tokenizer.json of the model beside it to get the page for text.'

const vectors = /embed|hidden|pool/i

/** Where an answer begins and ends, as readers of questions give it. */
function isPlace({ name }: GraphValue): boolean {
  return /^(start|end)_?(logits|positions?|scores?)/i.test(name)
}
