import { describe, expect, it } from 'vitest'
import { scoreOf } from './score.ts'

const scored = (text: string, prob?: number) => ({
  id: 1,
  token: text,
  text,
  candidates: [],
  ...(prob !== undefined && { prob }),
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
