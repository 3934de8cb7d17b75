import { expect, it } from 'vitest'
import { writingWords, writtenWords } from './writing-words.ts'

it.each([
  [0, 0, '0.0 tokens/s · 1 token'],
  [1, 9.94, '9.9 tokens/s · 2 tokens'],
  [11, 148.4, '148 tokens/s · 12 tokens'],
])('step %i at %d tokens a second is "%s"', (index, tokensPerSecond, words) => {
  expect(writingWords({ index, tokensPerSecond })).toBe(words)
})

it('says no speed where there was none to measure', () => {
  expect(writtenWords({ tokensPerSecond: 0, prefillMs: 12 }, 1)).toBe('first after 12 ms · 1 token')
  expect(writtenWords({ tokensPerSecond: 20, prefillMs: 1200 }, 3)).toBe(
    '20 tokens/s · first after 1.2 s · 3 tokens',
  )
})
