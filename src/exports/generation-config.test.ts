import { describe, expect, it } from 'vitest'
import { generationNotes, generationSettings } from './generation-config.ts'

describe('what an export says of generation', () => {
  it.each([
    [
      { temperature: 0.6, top_k: 20, top_p: 0.9, repetition_penalty: 1.1, max_new_tokens: 64 },
      { temperature: 0.6, topK: 20, topP: 0.9, repetitionPenalty: 1.1, maxNewTokens: 64 },
    ],
    [{ do_sample: false, temperature: 1 }, { temperature: 0 }],
    [{ random_seed: 7 }, { seed: 7 }],
  ])('is taken over: %j', (config, settings) => {
    expect(generationSettings(config)).toEqual(settings)
  })

  it.each([
    [
      { top_k: 50_000, repetition_penalty: 100, temperature: 9 },
      { topK: 1000, repetitionPenalty: 5, temperature: 5 },
    ],
    [{ repetition_penalty: 0.01 }, { repetitionPenalty: 0.1 }],
    [{ random_seed: 1e12 }, { seed: 0xffff_ffff }],
  ])('is brought within what can be run: %j', (config, settings) => {
    expect(generationSettings(config)).toEqual(settings)
  })

  it.each([
    { temperature: null, top_k: null },
    { top_k: -1, top_p: 0, repetition_penalty: 0, temperature: -1 },
    { top_p: 1.5, random_seed: -1, max_length: 20 },
  ])('is left out where it means nothing: %j', (config) => {
    expect(generationSettings(config)).toEqual({})
  })

  it('is told apart from what is not done', () => {
    expect(generationNotes({}, { forced_bos_token_id: null })).toEqual([])
    expect(generationNotes({ forced_bos_token_id: 5 }, { forced_bos_token_id: 5 })).toHaveLength(1)
  })
})
