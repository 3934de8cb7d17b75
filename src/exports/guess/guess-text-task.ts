import type { GraphFacts } from '../../protocol/graph.ts'
import { isFixed } from './guess-image.ts'
import type { TaskGuess } from './task-guess.ts'
import { quoted } from '../graph/words.ts'

/** What a graph that takes token ids is for. Undefined when it takes none. */
export function guessTextTask(
  { inputs, outputs }: GraphFacts,
  { tokenizer }: { tokenizer: boolean },
): TaskGuess | undefined {
  const ids = inputs.find(({ name, type }) => /(^|_)ids$|tokens?$/i.test(name) && isWhole(type))
  const [output] = outputs
  if (ids === undefined || output === undefined) return undefined
  const takes = `${quoted(ids.name)} takes token ids`
  if (output.dims.length === 2 && !/embed|hidden|pool/i.test(output.name)) {
    const because = `${takes} and ${quoted(output.name)} is one row for each text`
    return { task: 'tensors', recognised: 'text-classification', because }
  }
  const width = output.dims.at(-1)
  const isVocabulary = /logits/i.test(output.name) || (isFixed(width) && width >= 5000)
  if (output.dims.length !== 3 || !isVocabulary) {
    return { task: 'tensors', recognised: 'feature-extraction', because: takes }
  }
  const because = `${takes} and ${quoted(output.name)} scores ${width === undefined ? 'all' : width} tokens for each`
  if (inputs.some(({ name }) => name === 'token_type_ids')) {
    return {
      task: 'tensors',
      recognised: 'fill-mask',
      because: `${because}, with “token_type_ids” as BERT has it`,
    }
  }
  if (tokenizer) return { task: 'text-generation', because }
  const notes = ['Put the tokenizer.json of the model beside it to get the page for text.']
  return { task: 'tensors', recognised: 'text-generation', because, notes }
}

/** How many tokens a graph takes, where it fixes that; else a common length, which is then a guess. */
export function guessText({ inputs }: GraphFacts): {
  contextLength: number
  guessed: readonly string[]
} {
  const ids = inputs.find(({ name }) => /(^|_)ids$|tokens?$/i.test(name))
  const length = ids?.dims[1]
  return isFixed(length)
    ? { contextLength: length, guessed: [] }
    : { contextLength: usualContext, guessed: ['contextLength'] }
}

/** Small enough for every decoder that is likely to come without a word about it. */
const usualContext = 1024

function isWhole(type: string): boolean {
  return type === 'int64' || type === 'int32'
}
