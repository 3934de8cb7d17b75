import { bitsOf } from '../../ui/tokens/surprise.ts'
import type { ShownToken } from './exhibit.ts'

export interface TextScore {
  /** e to the mean of −ln p: among how many equally likely tokens the model would have been as unsure. */
  readonly perplexity: number
  readonly bitsPerCharacter: number
  /** Tokens that have a probability. */
  readonly count: number
}

/** Undefined where no token has a probability. A character is a code point. */
export function scoreOf(tokens: readonly ShownToken[]): TextScore | undefined {
  let bits = 0
  let count = 0
  let characters = 0
  for (const { prob, text } of tokens) {
    if (prob === undefined) continue
    bits += bitsOf(prob)
    count += 1
    characters += Array.from(text).length
  }
  if (count === 0) return undefined
  return { perplexity: 2 ** (bits / count), bitsPerCharacter: bits / characters, count }
}
