import { describe, expect, it } from 'vitest'
import type { GenerationSettings } from '../protocol/manifest.ts'
import { checkSettings } from './text-settings.ts'

const contextLength = 512
const good: GenerationSettings = {
  maxNewTokens: 64,
  temperature: 0.8,
  topK: 40,
  topP: 0.95,
  repetitionPenalty: 1.1,
  seed: 42,
}
const check = (settings: Partial<GenerationSettings>) => () =>
  checkSettings({ ...good, ...settings }, contextLength, 1)

describe('a setting out of its range', () => {
  it.each([
    ['Max new tokens', { maxNewTokens: 0 }, 'from 1 to 512'],
    ['Max new tokens', { maxNewTokens: 513 }, 'from 1 to 512'],
    ['Max new tokens', { maxNewTokens: 2.5 }, 'a whole number from 1 to 512'],
    ['Temperature', { temperature: -0.1 }, 'from 0 to 5'],
    ['Temperature', { temperature: 5.1 }, 'from 0 to 5'],
    ['Temperature', { temperature: NaN }, 'from 0 to 5'],
    ['Top-k', { topK: -1 }, 'from 0 to 1,000'],
    ['Top-k', { topK: 1001 }, 'from 0 to 1,000'],
    ['Top-k', { topK: 0.5 }, 'a whole number from 0 to 1,000'],
    ['Top-p', { topP: -0.01 }, 'from 0 to 1'],
    ['Top-p', { topP: 1.01 }, 'from 0 to 1'],
    ['Top-p', { topP: NaN }, 'from 0 to 1'],
    ['Repetition penalty', { repetitionPenalty: 0 }, 'from 0.1 to 5'],
    ['Repetition penalty', { repetitionPenalty: Infinity }, 'from 0.1 to 5'],
    ['Seed', { seed: -1 }, 'from 0 to 4,294,967,295'],
    ['Seed', { seed: 2 ** 32 }, 'from 0 to 4,294,967,295'],
    ['Seed', { seed: 0.5 }, 'a whole number from 0 to 4,294,967,295'],
  ])('is named with its value and what it may be: %s %j', (setting, settings, range) => {
    const facts = { setting, value: Object.values(settings)[0], range }
    expect(check(settings)).toThrow(
      expect.objectContaining({ code: 'setting-out-of-range', facts }),
    )
  })

  it('lets nothing be written where that makes sense', () => {
    expect(() => checkSettings({ ...good, maxNewTokens: 0 }, contextLength, 0)).not.toThrow()
  })

  it.each([
    { maxNewTokens: 1, temperature: 0, topK: 0, topP: 0, repetitionPenalty: 0.1, seed: 0 },
    {
      maxNewTokens: 512,
      temperature: 5,
      topK: 1000,
      topP: 1,
      repetitionPenalty: 5,
      seed: 2 ** 32 - 1,
    },
  ])('begins only beyond the ends of the range: %j', (ends) => {
    expect(check(ends)).not.toThrow()
  })
})
