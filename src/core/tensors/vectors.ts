/** Cosine of the angle between two vectors of one length, in [-1, 1]; NaN when one of them has no direction. */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  const cosine = dot(a, b) / (norm(a) * norm(b))
  // Rounding may take it a hair beyond.
  return Math.min(Math.max(cosine, -1), 1)
}

/** The same direction, with length 1; a vector of zeros stays one. */
export function scaledToUnit(vector: Float32Array): Float32Array {
  const length = norm(vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}

function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector))
}

/** Summed in float64. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
