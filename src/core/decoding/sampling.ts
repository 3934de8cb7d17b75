/**
 * From logits to one token, in the order of Hugging Face's logits processors: repetition penalty, temperature,
 * top-k, top-p, draw. Two places are ours: with equal logits at the edge of top-k the lower ids stay (there all of
 * them stay), and temperature 0 means the largest penalised logit.
 */
import { argmax, selectLargest } from './logits.ts'
import { selectNucleus, takeUntil } from './nucleus.ts'
import { createRandom } from './random.ts'

export interface SamplingSettings {
  /** 0 or more; 0 is greedy. */
  readonly temperature: number
  /** Keep the k most probable tokens; 0 keeps all. */
  readonly topK: number
  /** In (0, 1]: keep the most probable tokens until they add up to p, the one that crosses p included. */
  readonly topP: number
  /** Above 0; 1 does nothing. */
  readonly repetitionPenalty: number
  /** 0 to 2³² − 1. */
  readonly seed: number
}

export interface Sampler {
  /**
   * @param logits one for each entry of the vocabulary, only read; finite or −∞, which is never drawn
   * @param present the distinct ids of prompt and continuation, for the repetition penalty
   * @returns the id of the chosen token
   */
  pick(logits: Float32Array, present: ReadonlySet<number>): number
}

/** @param random uniform in [0, 1), one number for each token; greedy sampling takes none */
export function createSampler(
  settings: SamplingSettings,
  random: () => number = createRandom(settings.seed),
): Sampler {
  const { temperature, topK, topP, repetitionPenalty } = settings
  let scratch = createScratch(0)

  return {
    pick(logits, present) {
      const vocabularySize = logits.length
      if (scratch.ids.length !== vocabularySize) scratch = createScratch(vocabularySize)
      const { ids, weights } = scratch
      const scores =
        repetitionPenalty === 1
          ? logits
          : penalise(logits, present, repetitionPenalty, scratch.scores)
      if (temperature === 0) return argmax(scores)

      const cut = topK > 0 && topK < vocabularySize
      let count = cut ? selectLargest(scores, ids.subarray(0, topK)) : identity(ids)
      const best = cut ? ids[0]! : argmax(scores)
      let total = 0
      for (let rank = 0; rank < count; rank++) {
        const id = ids[rank]!
        const weight = Math.exp((scores[id]! - scores[best]!) / temperature)
        weights[id] = weight
        total += weight
      }
      if (topP < 1) {
        // Whatever p is, the most probable token stays.
        const wanted = Math.max(total * topP, Number.MIN_VALUE)
        const nucleus = cut
          ? takeUntil(ids.subarray(0, count), weights, wanted)
          : selectNucleus(scores, weights, ids, { best, temperature, total, wanted })
        count = nucleus.count
        total = nucleus.total
      }
      return draw(ids, weights, count, random() * total)
    },
  }
}

/**
 * N. S. Keskar et al., CTRL (arXiv 1909.05858), in the form that transformers uses: a positive logit is divided,
 * a negative one multiplied, once for each distinct token that is already there.
 */
function penalise(
  logits: Float32Array,
  present: ReadonlySet<number>,
  penalty: number,
  scores: Float32Array,
): Float32Array {
  scores.set(logits)
  for (const id of present) {
    const logit = logits[id]
    // A tokenizer may know more ids than the model.
    if (logit === undefined) continue
    scores[id] = logit > 0 ? logit / penalty : logit * penalty
  }
  return scores
}

function identity(ids: Int32Array): number {
  for (let id = 0; id < ids.length; id++) ids[id] = id
  return ids.length
}

function draw(ids: Int32Array, weights: Float64Array, count: number, target: number): number {
  let reached = 0
  let last = 0
  for (let rank = 0; rank < count; rank++) {
    const id = ids[rank]!
    if (weights[id] === 0) continue
    reached += weights[id]!
    if (target < reached) return id
    last = id
  }
  // Rounding may leave the sum a hair below the target.
  return last
}

/** Reused for every token: a vocabulary can have 250,000 entries. */
function createScratch(size: number) {
  return {
    scores: new Float32Array(size),
    weights: new Float64Array(size),
    ids: new Int32Array(size),
  }
}
