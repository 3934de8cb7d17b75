import { describe, expect, it } from 'vitest'
import { bitsOf, formatBits, scoreOf, surpriseLevel } from './surprise.ts'

const scored = (text: string, prob?: number) => ({
  id: 1,
  token: text,
  text,
  candidates: [],
  ...(prob !== undefined && { prob }),
})

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

describe('the score of a text', () => {
  it('leaves out what has no probability, and counts characters, not their halves', () => {
    // 1 + 2 + 3 bits over three tokens and six characters, of which one takes two UTF-16 units.
    const score = scoreOf([
      scored('Once'),
      scored(' a', 1 / 2),
      scored(' b', 1 / 4),
      scored(' 🐟', 1 / 8),
    ])
    expect(score).toEqual({ perplexity: 4, bitsPerCharacter: 1, count: 3 })
  })

  it('is none where nothing stands before the only token', () => {
    expect(scoreOf([scored('Once')])).toBeUndefined()
  })
})
