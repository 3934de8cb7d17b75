/**
 * Probabilities of `logits`, in double precision and shifted by the largest, so that nothing overflows.
 * The logits must be finite: ask `areFinite` first.
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  let largest = -Infinity
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]!)
  const probabilities = new Float64Array(logits.length)
  let sum = 0
  for (let i = 0; i < logits.length; i++) {
    const share = Math.exp(logits[i]! - largest)
    probabilities[i] = share
    sum += share
  }
  for (let i = 0; i < probabilities.length; i++) probabilities[i]! /= sum
  return probabilities
}

/** Each by itself: 1 / (1 + e^-x), in double precision. */
export function sigmoids(logits: ArrayLike<number>): Float64Array {
  return Float64Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)))
}

/** False as soon as one value is NaN or infinite. */
export function areFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false
  return true
}
