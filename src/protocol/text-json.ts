import type { Prediction } from './manifest.ts'
import type { FeatureExtraction } from './tasks.ts'

/** @param gaps for each of them its words, best first */
export function fillMaskAnswer(gaps: readonly (readonly Prediction[])[]) {
  return gaps.length === 1 ? { predictions: gaps[0] } : { masks: gaps }
}

export function embeddingsAnswer({ similarity, vectors }: FeatureExtraction) {
  return {
    similarity,
    dimensions: vectors[0]?.length ?? 0,
    embeddings: vectors.map((vector) => [...vector]),
  }
}
