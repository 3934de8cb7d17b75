import type { Judged } from '../evaluation/evaluation.ts'
import { topK } from '../tensors/top-k.ts'

interface Drawn {
  readonly truth: readonly number[]
  readonly probabilities: readonly (readonly number[])[]
}

/** The pictures of a case of evaluation.json. */
export function judgedOf({ truth, probabilities }: Drawn): Judged[] {
  return probabilities.map((row, place) => {
    const ranked = topK(row, 3)
    return { truth: truth[place]!, ranked, prob: row[ranked[0]!]! }
  })
}
