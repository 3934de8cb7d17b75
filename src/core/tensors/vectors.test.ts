import { describe, expect, it } from 'vitest'
import { cosineSimilarity, scaledToUnit } from './vectors.ts'

const vector = (...values: number[]) => Float32Array.from(values)

describe('cosineSimilarity', () => {
  it.each([
    [vector(1, 0), vector(5, 0), 1],
    [vector(1, 0), vector(0, 2), 0],
    [vector(1, 2), vector(-2, -4), -1],
    [vector(3, 4), vector(4, 3), 24 / 25],
  ])('of %j and %j is %d', (a, b, expected) => {
    expect(cosineSimilarity(a, b)).toBeCloseTo(expected, 7)
  })

  it('stays between -1 and 1 whatever rounding does', () => {
    const values = Array.from({ length: 384 }, (_, i) => Math.sin(i) / 3)
    const [a, b] = [vector(...values), vector(...values.map((value) => -value))]
    expect(Math.abs(cosineSimilarity(a, a))).toBeLessThanOrEqual(1)
    expect(Math.abs(cosineSimilarity(a, b))).toBeLessThanOrEqual(1)
  })

  it('is no number where one of them has no direction', () => {
    expect(cosineSimilarity(vector(0, 0), vector(1, 0))).toBeNaN()
  })
})

describe('scaledToUnit', () => {
  it('keeps the direction', () => {
    expect(scaledToUnit(vector(3, 4))).toEqual(vector(0.6, 0.8))
  })

  it('leaves a vector of zeros alone', () => {
    expect(scaledToUnit(vector(0, 0))).toEqual(vector(0, 0))
  })
})
