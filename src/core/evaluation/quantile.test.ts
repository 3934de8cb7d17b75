import { expect, it } from 'vitest'
import golden from '../golden/evaluation.json' with { type: 'json' }
import { quantile } from './quantile.ts'

it.each(golden.cases)('gives NumPy’s median and 95th percentile', ({ times, p50, p95 }) => {
  expect(quantile(times, 0.5)).toBeCloseTo(p50, 12)
  expect(quantile(times, 0.95)).toBeCloseTo(p95, 12)
})

it('sorts by value and leaves the list as it was', () => {
  const values = [10, 9, 100]
  expect(quantile(values, 1)).toBe(100)
  expect(values).toEqual([10, 9, 100])
})

it('has nothing to say of no values', () => {
  expect(quantile([], 0.5)).toBeUndefined()
})
