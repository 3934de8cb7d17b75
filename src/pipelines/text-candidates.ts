import type { Detokenizer } from '../core/decoding/detokenize.ts'
import type { Candidate } from '../protocol/tasks.ts'
import type { Ranking, Tokenizer } from './ports.ts'

/**
 * The tokens that the model holds most probable: softmax over the raw logits, before penalty, temperature, top-k and
 * top-p, so the token that sampling takes need not be among them. A candidate's `text` is what it would add to the
 * text so far; the vocabulary's spelling where that is nothing, as for a stop token, or part of a character.
 */
export function candidatesFor(
  ranking: Ranking,
  tokenizer: Tokenizer,
  detokenizer: Detokenizer,
): Candidate[] {
  return ranking.map(({ id, prob }) => {
    const added = detokenizer.peek(id)
    const isReadable = added !== '' && !added.includes('\uFFFD')
    const token = tokenizer.spelling(id)
    return { id, token, text: isReadable ? added : token, prob }
  })
}
