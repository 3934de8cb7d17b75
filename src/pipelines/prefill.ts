import type { ScoredToken } from '../protocol/tasks.ts'
import type { Decoder, NextLogits, Tokenizer } from './ports.ts'
import { createTokenScorer } from './score-tokens.ts'
import type { EncodedPrompt } from './text-prompt.ts'
import type { TokenCache } from './token-cache.ts'

export interface Prefilled {
  readonly next: NextLogits
  /** Tokens that were in the cache still. */
  readonly reused: number
  readonly scores?: readonly ScoredToken[]
}

interface Tools {
  readonly decoder: Decoder
  readonly cache: TokenCache
  readonly tokenizer: Tokenizer
  readonly pause: () => Promise<void>
  readonly scorePrompt: boolean
}

/** Runs a prompt, in as many pieces as the decoder wants, with a look for a cancellation between two of them. */
export async function prefill(prompt: EncodedPrompt, tools: Tools): Promise<Prefilled> {
  const { decoder, cache, tokenizer, pause, scorePrompt } = tools
  const { ids } = prompt
  // Whoever asks for scores wants every position run; and a new text is run anew, so that it comes out the same
  // whatever was in the cache before: a prompt run in two parts differs in the last bits.
  let reused = 0
  if (prompt.mayReuse && !scorePrompt) reused = await cache.keep(ids)
  else await cache.clear()
  if (prompt.source !== undefined) await decoder.readSource?.(prompt.source)

  const scorer = scorePrompt ? createTokenScorer(ids, tokenizer) : undefined
  const longest = decoder.longestAppend ?? Infinity
  // The last token's logits are wanted by themselves.
  const last = scorer === undefined ? ids.length : ids.length - 1
  let place = reused
  let next: NextLogits | undefined
  while (place < last) {
    await pause()
    const piece = ids.slice(place, Math.min(place + longest, last))
    if (scorer === undefined) next = await cache.append(piece)
    else await cache.appendEach(piece, (logits) => scorer.next(logits))
    place += piece.length
  }
  if (next === undefined || scorer !== undefined) {
    await pause()
    next = await cache.append(ids.slice(place))
  }
  return { next, reused, ...(scorer && { scores: scorer.scores() }) }
}
