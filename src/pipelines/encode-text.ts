import { VitrineError } from '../protocol/errors.ts'
import type { TokenCount } from '../protocol/tasks.ts'
import type { Tokenizer } from './ports.ts'
import { checkKnown, longestPrompt } from './text-prompt.ts'

export interface EncodedText {
  /** At least one. */
  readonly ids: readonly number[]
  readonly tokens: TokenCount
}

interface Limits {
  /** Most tokens that the model reads at a time, special ones included. */
  readonly mostTokens: number
  /** Tokens from 0 up to this one are known to the model; absent where the graph does not say. */
  readonly vocabularySize?: number | undefined
}

/**
 * A text as an encoder reads it, with the tokenizer's special tokens, cut where the model's reach ends.
 *
 * Throws `prompt-too-long`, and `export-unsupported` for a token that the model does not have or for a text of none.
 */
export function encodeText(
  text: string,
  tokenizer: Tokenizer,
  { mostTokens, vocabularySize }: Limits,
): EncodedText {
  if (text.length > longestPrompt) {
    const facts = { what: 'text', length: text.length, limit: longestPrompt }
    throw new VitrineError('prompt-too-long', facts)
  }
  const all = tokenizer.encode(text)
  const ids = all.length <= mostTokens ? all : cut(all, text, tokenizer, mostTokens)
  checkKnown(ids, vocabularySize, tokenizer)
  if (ids.length === 0) {
    throw new VitrineError('export-unsupported', {
      problem: 'This tokenizer makes no token of the text, and the model needs one at least',
      remedy: 'Type another text and try again.',
    })
  }
  return { ids, tokens: { read: ids.length, cut: all.length - ids.length } }
}

/** As Hugging Face's tokenizers truncate: the text's own tokens are cut at the end, the special ones around them stay. */
function cut(
  all: readonly number[],
  text: string,
  tokenizer: Tokenizer,
  mostTokens: number,
): readonly number[] {
  const own = tokenizer.encode(text, { special: false })
  const added = all.length - own.length
  const start = startOf(own, all)
  // Where the special tokens do not simply stand around the text, or leave no room for it.
  if (start === undefined || added > mostTokens) return all.slice(0, mostTokens)
  const kept = own.slice(0, mostTokens - added)
  return [...all.slice(0, start), ...kept, ...all.slice(start + own.length)]
}

function startOf(own: readonly number[], all: readonly number[]): number | undefined {
  for (let start = 0; start <= all.length - own.length; start++) {
    if (own.every((id, i) => id === all[start + i])) return start
  }
  return undefined
}
