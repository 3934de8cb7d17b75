import type { Detokenizer } from '../core/detokenize.ts'
import { logSumExp, topCandidates } from '../core/logits.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Candidate } from '../protocol/tasks.ts'
import type { Tokenizer } from './ports.ts'

/** The contract speaks of the top 3. */
const count = 3

/**
 * The three tokens that the model holds most probable: softmax over the raw logits, before penalty, temperature,
 * top-k and top-p, so the token that sampling takes need not be among them. A candidate's `text` is what it would add
 * to the text so far; the vocabulary's spelling where that is nothing, as for a stop token, or part of a character.
 *
 * Throws `output-not-finite` when the logits hold NaN or +∞, or only −∞.
 */
export function candidatesFor(
  logits: Float32Array,
  tokenizer: Tokenizer,
  detokenizer: Detokenizer,
): Candidate[] {
  const logSum = logSumExp(logits)
  if (!Number.isFinite(logSum)) throw new VitrineError('output-not-finite')
  return topCandidates(logits, count, logSum).map(({ id, prob }) => {
    const added = detokenizer.peek(id)
    const isReadable = added !== '' && !added.includes('\uFFFD')
    return { id, text: isReadable ? added : tokenizer.spelling(id), prob }
  })
}
