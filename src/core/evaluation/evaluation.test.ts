import { describe, expect, it } from 'vitest'
import golden from '../golden/evaluation.json' with { type: 'json' }
import { judgedOf } from '../golden/judged.ts'
import { accuracyOf, classScoresOf, wilson, worstMistakes, type Judged } from './evaluation.ts'

// How the numbers were made is said in golden/make-evaluation.py.
describe.each(golden.cases.map((one, index) => [index, one] as const))(
  'scikit-learn’s case %i',
  (_, one) => {
    const judged = judgedOf(one)

    it('has the same accuracy, with the same interval, and among the first three', () => {
      const first = accuracyOf(judged, 1)
      expect(first.share).toBeCloseTo(one.accuracy, 12)
      expect(first.low).toBeCloseTo(one.interval[0]!, 12)
      expect(first.high).toBeCloseTo(one.interval[1]!, 12)
      expect(accuracyOf(judged, 3).share).toBeCloseTo(one.top3, 12)
    })

    it('has the same precision and recall of every class that occurs', () => {
      const scores = new Map(classScoresOf(judged).map((score) => [score.class, score]))
      one.support.forEach((support, index) => {
        const score = scores.get(index)
        expect(score?.support ?? 0).toBe(support)
        expect(score?.precision ?? -1).toBeCloseTo(one.precision[index] ?? -1, 12)
        expect(score?.recall ?? -1).toBeCloseTo(one.recall[index] ?? -1, 12)
      })
    })
  },
)

it.each(golden.wilson)('gives SciPy’s Wilson interval for %d of %d', (hits, total, low, high) => {
  const share = wilson(hits, total)
  expect(share.low).toBeCloseTo(low, 12)
  expect(share.high).toBeCloseTo(high, 12)
  expect([share.low >= 0, share.high <= 1]).toEqual([true, true])
})

it('knows nothing of no pictures', () => {
  expect(accuracyOf([], 1)).toEqual({ hits: 0, total: 0, share: 0, low: 0, high: 1 })
  expect(classScoresOf([])).toEqual([])
})

it('calls the surest of the wrong answers the worst', () => {
  const judged: Judged[] = [
    { truth: 0, ranked: [1, 0], prob: 0.6 },
    { truth: 0, ranked: [0, 1], prob: 0.99 },
    { truth: 1, ranked: [0, 1], prob: 0.9 },
    { truth: 1, ranked: [0, 1], prob: 0.7 },
  ]
  expect(worstMistakes(judged, 2)).toEqual([2, 3])
})
