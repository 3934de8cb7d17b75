import type { Judged } from './evaluation.ts'

/** The pictures whose first class had a probability in `(from, to]`. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Mean probability of the first class; undefined where there are no pictures. */
  readonly meanProb: number | undefined
  /** How many of them the model got right, as a share. */
  readonly accuracy: number | undefined
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[]
  /** Expected calibration error: by how much probability and share of right answers differ, over all pictures. */
  readonly error: number
  /** Mean probability less the share of right answers: above 0 the model is surer than it may be. */
  readonly excess: number
}

/**
 * Whether a model's probabilities hold what they say. Bins of equal width as in Guo et al. 2017 (equations 2, 3, 5):
 * each holds its upper end, the first one its lower end too.
 */
export function calibrationOf(judged: readonly Judged[], binCount = 10): Calibration {
  const sums = Array.from({ length: binCount }, () => ({ count: 0, prob: 0, hits: 0 }))
  for (const { truth, ranked, prob } of judged) {
    let place = 0
    while (place < binCount - 1 && prob > (place + 1) / binCount) place += 1
    const sum = sums[place]!
    sum.count += 1
    sum.prob += prob
    if (ranked[0] === truth) sum.hits += 1
  }
  const bins = sums.map(({ count, prob, hits }, place) => ({
    from: place / binCount,
    to: (place + 1) / binCount,
    count,
    meanProb: count === 0 ? undefined : prob / count,
    accuracy: count === 0 ? undefined : hits / count,
  }))
  const total = Math.max(judged.length, 1)
  const error = sums.reduce((sum, { prob, hits }) => sum + Math.abs(prob - hits) / total, 0)
  const excess = sums.reduce((sum, { prob, hits }) => sum + (prob - hits) / total, 0)
  return { bins, error, excess }
}
