import { createDetokenizer } from '../core/decoding/detokenize.ts'
import { rankLogits } from '../core/decoding/logits.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ScoredToken } from '../protocol/tasks.ts'
import type { Tokenizer } from './ports.ts'
import { candidatesFor } from './text-candidates.ts'

/** Gives a text's own tokens the probabilities that the model gave them. */
export interface TokenScorer {
  /** The logits of the place behind the tokens so far. */
  next(logits: Float32Array): void
  /** All tokens; those whose logits were not shown have no probability. */
  scores(): readonly ScoredToken[]
}

/** @throws VitrineError `output-not-finite`, out of `next` */
export function createTokenScorer(ids: readonly number[], tokenizer: Tokenizer): TokenScorer {
  const detokenizer = createDetokenizer((some) => tokenizer.decode(some), [])
  const scored: ScoredToken[] = []

  function add(facts: Pick<ScoredToken, 'prob' | 'candidates'>) {
    const id = ids[scored.length]!
    const token = tokenizer.spelling(id)
    scored.push({ id, token, text: detokenizer.push(id), ...facts })
  }

  add({ candidates: [] })
  return {
    next(logits) {
      if (scored.length === ids.length) return
      const ranked = rankLogits(logits)
      if (ranked === undefined) throw new VitrineError('output-not-finite')
      const prob = Math.exp(logits[ids[scored.length]!]! - ranked.logSum)
      add({ prob, candidates: candidatesFor(ranked.best, tokenizer, detokenizer) })
    },
    scores: () => scored,
  }
}
