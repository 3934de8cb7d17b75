import { describe, expect, it } from 'vitest'
import {
  bos,
  cat,
  dot,
  eos,
  greedy,
  half,
  on,
  rest,
  sat,
  setUpGeneration,
  story,
  the,
  unlisted,
} from '../testing/text-model.ts'

describe('greedy generation', () => {
  it('continues the prompt with the most probable tokens', async () => {
    const { run } = setUpGeneration()
    expect(await run('the cat')).toMatchObject({
      text: ' sat onthe cat sat on',
      ids: [sat, on, the, cat, sat, on],
      tokens: [' sat', ' on', 'the', ' cat', ' sat', ' on'],
      finishReason: 'length',
      contextFull: false,
      promptTokens: 2,
    })
  })

  it('runs the prompt at once and every new token once', async () => {
    const { run, appended } = setUpGeneration()
    await run('the cat', { maxNewTokens: 3 })
    expect(appended).toEqual([[the, cat], [sat], [on], [the]])
  })

  it('starts every run from an empty cache', async () => {
    const { run } = setUpGeneration({ contextLength: 10 })
    const first = await run('the cat')
    expect(await run('the cat')).toEqual(first)
  })

  it('applies the repetition penalty to tokens of the prompt and of the continuation', async () => {
    const { run } = setUpGeneration()
    const settings = { repetitionPenalty: 1.5, maxNewTokens: 4 }
    // After the second "the" a full stop beats " cat", which the prompt has.
    expect((await run('the cat', settings)).ids).toEqual([sat, on, the, dot])
    // After " on" the prompt's "the" would fall behind " cat", were that not in the continuation.
    expect((await run('the', settings)).ids).toEqual([cat, sat, on, the])
  })
})

describe('the steps', () => {
  it('add up to the final text and ids', async () => {
    const { run, steps } = setUpGeneration()
    const result = await run('the', { temperature: 1.3, maxNewTokens: 20 })
    expect(steps.map((step) => step.text).join('')).toBe(result.text)
    expect(steps.map((step) => step.id)).toEqual(result.ids)
    expect(steps.map((step) => step.token)).toEqual(result.tokens)
    expect(steps.map((step) => step.index)).toEqual([...result.ids.keys()])
  })

  it('carry the three candidates for their own position, by what the model itself holds', async () => {
    const { run, steps } = setUpGeneration()
    // Sampling settings do not touch them.
    await run('the', { temperature: 3, topK: 1, repetitionPenalty: 2, maxNewTokens: 3 })
    const sum = Math.exp(4) + Math.exp(3) + 9 * Math.exp(-2)
    expect(steps[0]?.candidates).toEqual([
      { id: cat, token: ' cat', text: ' cat', prob: expect.closeTo(Math.exp(4) / sum, 10) },
      { id: dot, token: '.', text: '.', prob: expect.closeTo(Math.exp(3) / sum, 10) },
      { id: bos, token: '<bos>', text: '<bos>', prob: expect.closeTo(Math.exp(-2) / sum, 10) },
    ])
    for (const { candidates } of steps) {
      const probs = candidates.map(({ prob }) => prob)
      expect(probs).toEqual(probs.toSorted((a, b) => b - a))
      expect(probs.reduce((total, prob) => total + prob)).toBeLessThanOrEqual(1)
    }
  })

  it('never show half a character, and leave one out that stays incomplete', async () => {
    const { run, steps } = setUpGeneration({
      table: { [the]: [half, rest], [half]: [rest, the], [rest]: [half, the] },
    })
    const whole = await run('the', { maxNewTokens: 4 })
    expect(steps.map((step) => step.text)).toEqual(['', 'é', '', 'é'])
    expect(whole.text).toBe('éé')
    // A candidate that is part of a character is spelled as the vocabulary does; one that completes it is shown.
    expect(steps[0]?.candidates[0]?.text).toBe('Ã')
    expect(steps[1]?.candidates[0]?.text).toBe('é')
    expect((await run('the', { maxNewTokens: 3 })).text).toBe('é')
  })

  it('name tokens that only the model knows by their ids', async () => {
    const { run, steps } = setUpGeneration({
      table: { [the]: [unlisted, cat], [unlisted]: [cat, the] },
    })
    const { text, tokens } = await run('the', { maxNewTokens: 2 })
    expect(text).toBe(' cat')
    expect(tokens).toEqual(['[10]', ' cat'])
    expect(steps[0]?.candidates[0]).toMatchObject({ id: unlisted, text: '[10]' })
  })
})

describe('sampled generation', () => {
  const sampled = { temperature: 2, maxNewTokens: 25 }

  it('gives the same text for the same seed and another for another', async () => {
    const { run } = setUpGeneration({ table: { ...story, [dot]: [the, cat] } })
    const first = await run('the', { ...sampled, seed: 7 })
    expect((await run('the', { ...sampled, seed: 7 })).ids).toEqual(first.ids)
    expect((await run('the', { ...sampled, seed: 8 })).ids).not.toEqual(first.ids)
  })

  it('is greedy with a top-k of one', async () => {
    const { run } = setUpGeneration()
    const { ids } = await run('the', greedy)
    expect((await run('the', { temperature: 2, topK: 1, seed: 3 })).ids).toEqual(ids)
  })
})

it('begins a text when the prompt is empty', async () => {
  const { run, appended } = setUpGeneration()
  expect(await run('')).toMatchObject({ text: 'the cat sat onthe cat', promptTokens: 1 })
  expect(appended[0]).toEqual([bos])
})

describe('the end', () => {
  it('comes with a stop token, which is not part of the text', async () => {
    const { run, steps } = setUpGeneration({ table: { ...story, [sat]: [dot, on] } })
    const result = await run('the')
    expect(result).toMatchObject({ text: ' cat sat.', ids: [cat, sat, dot], finishReason: 'stop' })
    expect(steps).toHaveLength(3)
    // Among these candidates the stop token was picked.
    expect(result.candidates[0]).toMatchObject({ id: eos, text: '<eos>' })
  })

  it('may come at once', async () => {
    const { run } = setUpGeneration({ table: {} })
    expect(await run('the')).toMatchObject({ text: '', ids: [], tokens: [], finishReason: 'stop' })
  })

  it('comes with the number of new tokens, and tells what would come next', async () => {
    const { run } = setUpGeneration()
    const { finishReason, candidates } = await run('the', { maxNewTokens: 1 })
    expect(finishReason).toBe('length')
    expect(candidates.map(({ text }) => text)).toEqual([' sat', ' on', '<bos>'])
  })

  it('comes with the end of the context, and says so', async () => {
    const { run } = setUpGeneration({ contextLength: 5 })
    const full = await run('the cat', { maxNewTokens: 5 })
    expect(full).toMatchObject({ ids: [sat, on, the], finishReason: 'length', contextFull: true })
    expect(full.candidates[0]).toMatchObject({ id: cat })
    expect(await run('the cat', { maxNewTokens: 3 })).toMatchObject({ contextFull: false })
  })
})

describe('a cancellation', () => {
  it('ends the run within a few tokens, and the next run is whole', async () => {
    const { run, steps, signal, context } = setUpGeneration()
    const report = context.report
    context.report = (step) => {
      report(step)
      if (step.index === 1) signal.aborted = true
    }
    await expect(run('the', { maxNewTokens: 20 })).rejects.toMatchObject({ code: 'aborted' })
    expect(steps).toHaveLength(2)
    signal.aborted = false
    context.report = report
    expect(await run('the')).toMatchObject({ text: ' cat sat onthe cat sat' })
  })

  it('is looked for once in a time slice, not after every token', async () => {
    const { run, steps, signal, context } = setUpGeneration()
    let pauses = 0
    context.breathe = () => {
      pauses += 1
      if (pauses === 2) signal.aborted = true
      return Promise.resolve()
    }
    await expect(run('the', { maxNewTokens: 20 })).rejects.toMatchObject({ code: 'aborted' })
    expect(pauses).toBe(2)
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.length).toBeLessThan(20)
  })

  it('before the start runs nothing', async () => {
    const { run, signal, appended } = setUpGeneration()
    signal.aborted = true
    await expect(run('the')).rejects.toMatchObject({ code: 'aborted' })
    expect(appended).toEqual([])
  })
})

describe('the timing', () => {
  it('counts the new tokens after the first over the time from the first to the last', async () => {
    const { run, steps } = setUpGeneration()
    const { timing } = await run('the', { maxNewTokens: 5 })
    // The run after the last token, for the final candidates, is only in the total.
    expect(timing).toEqual({ prefillMs: 100, decodeMs: 40, tokensPerSecond: 100, totalMs: 150 })
    expect(steps.map((step) => step.tokensPerSecond)).toEqual([0, 100, 100, 100, 100])
  })

  it('has no speed when there was only one token', async () => {
    const { timing } = await setUpGeneration().run('the', { maxNewTokens: 1 })
    expect(timing).toMatchObject({ decodeMs: 0, tokensPerSecond: 0 })
  })
})

describe('what cannot run', () => {
  it('is refused before the model runs', async () => {
    const { run, appended } = setUpGeneration({ contextLength: 2 })
    const settings = { maxNewTokens: 3 }
    await expect(run('the', settings)).rejects.toMatchObject({ code: 'setting-out-of-range' })
    await expect(run('the cat', { maxNewTokens: 1 })).rejects.toMatchObject({
      code: 'context-full',
    })
    expect(appended).toEqual([])
  })
})

describe('numbers that are not finite', () => {
  it.each([NaN, Infinity])('end the generation: %d', async (bad) => {
    const { run, decoder, logits } = setUpGeneration()
    const append = decoder.append
    decoder.append = async (ids) => {
      const next = await append(ids)
      if (ids[0] === sat) logits[4] = bad
      return next
    }
    await expect(run('the')).rejects.toMatchObject({ code: 'output-not-finite' })
  })
})

describe('a device that takes the most probable tokens by itself', () => {
  const words = async (onDevice: boolean, settings = {}) => {
    const set = setUpGeneration({ onDevice })
    const { text, ids, finishReason, candidates } = await set.run('the', settings)
    return {
      text,
      ids,
      finishReason,
      candidates,
      steps: set.steps.map(({ id, prob }) => [id, prob]),
    }
  }

  it.each([{ maxNewTokens: 1 }, { maxNewTokens: 4 }, { maxNewTokens: 12 }])(
    'gives what picking one by one gives: %j',
    async (settings) => {
      expect(await words(true, settings)).toEqual(await words(false, settings))
    },
  )

  it('is asked for one token, then for more, never for more than are wanted', async () => {
    const { run, blocks } = setUpGeneration({ onDevice: true })
    await run('the', { maxNewTokens: 6 })
    expect(blocks).toEqual([1, 2, 3])
  })

  it('is not asked where the token is not simply the most probable one', async () => {
    const { run, blocks } = setUpGeneration({ onDevice: true })
    await run('the', { temperature: 0.5 })
    await run('the', { repetitionPenalty: 1.3 })
    expect(blocks).toEqual([])
  })

  it('forgets what it wrote behind a stop token', async () => {
    const table = { ...story, [sat]: [eos, the] }
    const set = setUpGeneration({ onDevice: true, table })
    const cuts: number[] = []
    const { rewind } = set.decoder
    set.decoder.rewind = (length) => {
      cuts.push(length)
      return rewind(length)
    }
    const { finishReason, ids } = await set.run('the')
    expect([finishReason, ids]).toEqual(['stop', [cat, sat]])
    // The prompt's token, and the two that were written.
    expect(cuts.at(-1)).toBe(3)
  })
})

describe('a branch', () => {
  it('goes on behind the tokens that were kept, out of the cache', async () => {
    const { run, appended } = setUpGeneration()
    await run('the', { maxNewTokens: 3 })
    const before = appended.length
    const branch = await run('the', { maxNewTokens: 2 }, { continued: [cat, dot] })
    expect(branch).toMatchObject({ promptTokens: 3, reusedTokens: 2, ids: [] })
    expect(appended.slice(before)).toEqual([[dot]])
  })

  it('is the same as the text that would have come', async () => {
    const { run } = setUpGeneration()
    const whole = await run('the', { maxNewTokens: 5 })
    const later = await run('the', { maxNewTokens: 3 }, { continued: whole.ids.slice(0, 2) })
    expect(later.ids).toEqual(whole.ids.slice(2))
    expect(later.text).toBe(' onthe cat')
  })

  it('finds nothing in the cache after a run that broke off', async () => {
    const { run, decoder } = setUpGeneration()
    const { append } = decoder
    decoder.append = (ids) => (ids[0] === sat ? Promise.reject(new Error('broken')) : append(ids))
    await expect(run('the')).rejects.toThrow('broken')
    decoder.append = append
    const { reusedTokens } = await run('the', { maxNewTokens: 1 }, { continued: [cat] })
    expect(reusedTokens).toBe(0)
  })
})

describe('a given text', () => {
  it('gets the probability of each of its tokens, and nothing is written', async () => {
    const { run, steps } = setUpGeneration()
    const { promptScores = [], ids } = await run(
      'the cat on',
      { maxNewTokens: 0 },
      { scorePrompt: true },
    )
    expect(ids).toEqual([])
    expect(steps).toEqual([])
    expect(promptScores.map(({ text }) => text)).toEqual(['the', ' cat', ' on'])
    expect(promptScores[0]).toMatchObject({ candidates: [] })
    expect(promptScores[0]?.prob).toBeUndefined()
    // Softmax over 4, 3 and nine times -2.
    const sum = Math.exp(4) + Math.exp(3) + 9 * Math.exp(-2)
    expect(promptScores[1]?.prob).toBeCloseTo(Math.exp(4) / sum, 12)
    expect(promptScores[2]?.prob).toBeCloseTo(Math.exp(3) / sum, 12)
    expect(promptScores[2]?.candidates.map(({ id }) => id)).toEqual([sat, on, 0])
  })

  it('may be run in pieces, as long ones are', async () => {
    const inPieces = setUpGeneration()
    Object.assign(inPieces.decoder, { longestAppend: 2 })
    const whole = setUpGeneration()
    const score = (set: typeof whole) =>
      set.run('the cat on the cat', { maxNewTokens: 0 }, { scorePrompt: true })
    expect((await score(inPieces)).promptScores).toEqual((await score(whole)).promptScores)
  })
})
