import { describe, expect, it } from 'vitest'
import { bitsOf, formatBits, surpriseLevel } from './surprise.ts'

describe('surprise', () => {
  it.each([
    [1, 0, 0, '0.0 bits'],
    [0.51, 0.97, 0, '1.0 bits'],
    [0.5, 1, 1, '1.0 bits'],
    [0.126, 2.99, 1, '3.0 bits'],
    [0.125, 3, 2, '3.0 bits'],
    [1 / 64, 6, 3, '6.0 bits'],
    [1 / 1024, 10, 4, '10 bits'],
    [0, 1074, 4, '1074 bits'],
  ])('of a token with probability %f is %f bits, level %i', (prob, bits, level, words) => {
    expect(bitsOf(prob)).toBeCloseTo(bits, 2)
    expect(surpriseLevel(prob)).toBe(level)
    expect(formatBits(bitsOf(prob))).toBe(words)
  })
})
