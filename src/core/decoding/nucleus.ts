const binCount = 1024

export interface Nucleus {
  /** How many tokens it has: the first ones of `ids`. */
  readonly count: number
  /** Their weights together. */
  readonly total: number
}

/**
 * The smallest set of the most probable tokens that weighs `wanted` or more (A. Holtzman et al., The Curious Case of
 * Neural Text Degeneration, arXiv 1904.09751), in time linear in the vocabulary: tokens are counted into bins by
 * their score, and only those of the one bin in which the wanted weight is reached are sorted.
 *
 * @param scores by token id
 * @param weights by token id: e^((score − best score) / temperature), so the largest is 1
 * @param wanted less than `total`, the sum of all weights
 * @param ids as long as the others; its beginning is overwritten with the tokens of the set, in no special order
 */
export function selectNucleus(
  scores: Float32Array,
  weights: Float64Array,
  ids: Int32Array,
  options: { best: number; temperature: number; total: number; wanted: number },
): Nucleus {
  const { best, temperature, total, wanted } = options
  // Tokens below this weigh less than total − wanted all together: the nucleus is complete without them.
  const least = (total - wanted) / weights.length
  const binsPerScore = binCount / (Math.max(-Math.log(least), Number.EPSILON) * temperature)
  const bestScore = scores[best]!
  const binOf = (id: number) => {
    const gap = bestScore - scores[id]!
    // With a minute temperature there are infinitely many bins for each score.
    return gap > 0 ? Math.floor(gap * binsPerScore) : 0
  }

  const binWeights = new Float64Array(binCount)
  for (let id = 0; id < weights.length; id++) {
    const bin = binOf(id)
    if (bin < binCount) binWeights[bin] = binWeights[bin]! + weights[id]!
  }
  let edge = 0
  for (let reached = binWeights[0]!; reached < wanted && edge < binCount - 1;) {
    edge += 1
    reached += binWeights[edge]!
  }

  let count = 0
  let edgeStart = ids.length
  for (let id = weights.length - 1; id >= 0; id--) {
    const bin = binOf(id)
    if (bin < edge) ids[count++] = id
    else if (bin === edge) ids[--edgeStart] = id
  }
  let reached = 0
  for (let rank = 0; rank < count; rank++) reached += weights[ids[rank]!]!
  // Filled from the end, so that equal tokens stand by id before a stable sort.
  ids.subarray(edgeStart).sort((a, b) => weights[b]! - weights[a]!)
  ids.copyWithin(count, edgeStart)
  const available = count + ids.length - edgeStart
  const rest = takeUntil(ids.subarray(count, available), weights, wanted - reached)
  return { count: count + rest.count, total: reached + rest.total }
}

/** The shortest beginning of tokens in falling order that weighs `wanted` or more. */
export function takeUntil(ids: Int32Array, weights: Float64Array, wanted: number): Nucleus {
  let count = 0
  let total = 0
  while (count < ids.length && total < wanted) total += weights[ids[count++]!]!
  return { count, total }
}
