/** A token by its id, with its softmax probability in [0, 1]. */
export interface TokenProbability {
  readonly id: number
  readonly prob: number
}

/**
 * log Σ exp(logit) over one position's logits: a token's log-probability is its logit minus this. Stable for any
 * range of logits, summed in float64.
 *
 * @returns not finite when the logits hold NaN or +∞, when all are −∞ and when there are none. Single logits
 * of −∞ are in order: graphs rule tokens out with them.
 */
export function logSumExp(logits: Float32Array): number {
  let max = -Infinity
  for (const logit of logits) if (logit > max) max = logit
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - max)
  return max + Math.log(sum)
}

/**
 * The most probable tokens, best first; among equals the lower id first.
 *
 * @param logits raw, one for each entry of the vocabulary, none of them NaN
 * @param logSum the `logSumExp` of the same logits
 */
export function topCandidates(
  logits: Float32Array,
  count: number,
  logSum: number,
): TokenProbability[] {
  const ids = new Int32Array(count)
  const found = selectLargest(logits, ids)
  return Array.from(ids.subarray(0, found), (id) => ({
    id,
    prob: Math.exp(logits[id]! - logSum),
  }))
}

/** The id of the largest logit; among equals the lowest. */
export function argmax(logits: Float32Array): number {
  let best = 0
  let max = -Infinity
  for (let id = 0; id < logits.length; id++) {
    if (logits[id]! > max) {
      max = logits[id]!
      best = id
    }
  }
  return best
}

/**
 * Writes the ids of the largest values into `ids`, largest first, among equals the lower id first. One pass; meant
 * for an `ids` much shorter than `values`, of which a newcomer displaces few.
 *
 * @param values none of them NaN
 * @returns how many were written: the shorter of the two lengths
 */
export function selectLargest(values: Float32Array, ids: Int32Array): number {
  const wanted = Math.min(ids.length, values.length)
  let size = 0
  for (let id = 0; id < values.length; id++) {
    const value = values[id]!
    if (size === wanted && (wanted === 0 || value <= values[ids[size - 1]!]!)) continue
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (values[ids[middle]!]! >= value) low = middle + 1
      else high = middle
    }
    ids.copyWithin(low + 1, low, Math.min(size, wanted - 1))
    ids[low] = id
    if (size < wanted) size += 1
  }
  return size
}

/** What a position's logits say at a glance. */
export interface RankedLogits {
  /** The three most probable tokens, best first; fewer in a smaller vocabulary. */
  readonly best: readonly TokenProbability[]
  /** See `logSumExp`. */
  readonly logSum: number
}

/** The contract speaks of the top 3. */
const rankedTokens = 3

/** @returns undefined when the logits hold NaN or +∞, or only −∞ */
export function rankLogits(logits: Float32Array): RankedLogits | undefined {
  const logSum = logSumExp(logits)
  if (!Number.isFinite(logSum)) return undefined
  return { best: topCandidates(logits, rankedTokens, logSum), logSum }
}
