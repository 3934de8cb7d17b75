import { describe, expect, it } from 'vitest'
import { durationWords, tokenWords } from './text-run-words.ts'

describe('the words for a run on a text', () => {
  it('say where the time went', () => {
    const timing = { tokenizeMs: 0.31, runMs: 104.2, totalMs: 105, cold: true }
    expect(durationWords(timing)).toBe('tokenise 0.3 · run 104 · total 105 ms · cold')
    expect(durationWords({ ...timing, cold: false })).toContain('warm')
  })

  it('say how much was read, and what was not', () => {
    expect(tokenWords({ read: 1, cut: 0 })).toBe('1 token read')
    expect(tokenWords({ read: 512, cut: 1200 })).toBe('512 of 1,712 tokens read, 1,200 cut')
  })
})
