import { expect, it } from 'vitest'
import golden from '../golden/evaluation.json' with { type: 'json' }
import { judgedOf } from '../golden/judged.ts'
import { confusionOf, topConfusions } from './confusion.ts'

it.each(golden.cases)('has scikit-learn’s confusion matrix', (one) => {
  const judged = judgedOf(one)
  const confusion = confusionOf(judged)
  const matrix = one.confusion.map((row, truth) =>
    row.map((_, answer) => confusion.count(truth, answer)),
  )
  expect(matrix).toEqual(one.confusion)
  one.support.forEach((support, truth) => expect(confusion.support(truth)).toBe(support))
})

it('holds only the classes that occur', () => {
  const confusion = confusionOf([{ truth: 900, ranked: [3], prob: 1 }])
  expect(confusion.classes).toEqual([3, 900])
  expect([confusion.count(900, 3), confusion.count(3, 900)]).toEqual([1, 0])
})

it('names the most frequent mistakes first, and right answers never', () => {
  const pair = (truth: number, answer: number) => ({ truth, ranked: [answer], prob: 1 })
  const judged = [pair(2, 2), pair(2, 2), pair(2, 1), pair(1, 0), pair(1, 0), pair(0, 2)]
  expect(topConfusions(judged, 2)).toEqual([
    { truth: 1, answer: 0, count: 2 },
    { truth: 0, answer: 2, count: 1 },
  ])
})
