import { expect, it } from 'vitest'
import golden from '../golden/evaluation.json' with { type: 'json' }
import { calibrationOf } from './calibration.ts'
import { judgedOf } from '../golden/judged.ts'

it.each(golden.cases)('has NumPy’s bins and expected calibration error', (one) => {
  const { bins, error } = calibrationOf(judgedOf(one))
  bins.forEach(({ count, meanProb, accuracy }, place) => {
    const [expected, mean, share] = one.bins[place]!
    expect(count).toBe(expected)
    expect(meanProb ?? -1).toBeCloseTo(mean ?? -1, 12)
    expect(accuracy ?? -1).toBeCloseTo(share ?? -1, 12)
  })
  expect(error).toBeCloseTo(one.error, 12)
})

it.each([
  [0, 0],
  [0.1, 0],
  [0.1000001, 1],
  [0.3, 2],
  [0.7, 6],
  [1, 9],
])('puts a probability of %d into bin %d', (prob, place) => {
  const { bins } = calibrationOf([{ truth: 0, ranked: [0], prob }])
  expect(bins.findIndex(({ count }) => count === 1)).toBe(place)
})

it('says whether a model is too sure or not sure enough', () => {
  const wrong = { truth: 1, ranked: [0], prob: 0.8 }
  expect(calibrationOf([wrong]).excess).toBeCloseTo(0.8)
  expect(calibrationOf([{ ...wrong, truth: 0 }]).excess).toBeCloseTo(-0.2)
  expect(calibrationOf([])).toMatchObject({ error: 0, excess: 0 })
})
