import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { createSampler, type SamplingSettings } from './sampling.ts'

const plain: SamplingSettings = {
  temperature: 1,
  topK: 0,
  topP: 1,
  repetitionPenalty: 1,
  seed: 0,
}
const logits = Float32Array.of(2.5, -1, 0.75, 3.25, -0.5, 1.5, 2, -3, 0, 3, 1.25, -2.25)
const none = new Set<number>()

/** The share of [0, 1) that leads to each token: its probability, up to the width of one step. */
function sharesOf(settings: SamplingSettings, present = none, values = logits): number[] {
  const steps = 20_000
  let step = 0
  const sampler = createSampler(settings, () => (step + 0.5) / steps)
  const shares = Array.from(values, () => 0)
  for (; step < steps; step++) {
    const id = sampler.pick(values, present)
    shares[id] = shares[id]! + 1 / steps
  }
  return shares
}

/** Straight from the definitions, by sorting everything. */
function reference(values: Float32Array, settings: SamplingSettings): number[] {
  const scaled = Array.from(values, (logit) => Math.exp(logit / settings.temperature))
  const order = Array.from(values.keys()).sort((a, b) => scaled[b]! - scaled[a]! || a - b)
  const sum = (ids: number[]) => ids.reduce((total, id) => total + scaled[id]!, 0)
  const kept = settings.topK > 0 ? order.slice(0, settings.topK) : order
  const nucleus = kept.filter(
    (_, rank) => rank === 0 || sum(kept.slice(0, rank)) / sum(kept) < settings.topP,
  )
  return scaled.map((weight, id) => (nucleus.includes(id) ? weight / sum(nucleus) : 0))
}

const largestGap = (shares: readonly number[], expected: readonly number[]) =>
  Math.max(...shares.map((share, id) => Math.abs(share - expected[id]!)))
/** Four steps of `sharesOf`. */
const tolerance = 2e-4

describe('sampling', () => {
  // torch 1.13 in float64, with the bodies of transformers' RepetitionPenaltyLogitsProcessor,
  // TemperatureLogitsWarper, TopKLogitsWarper and TopPLogitsWarper one after the other, then softmax.
  it.each([
    [
      'no limits',
      {},
      [],
      [
        0.156857, 0.004737, 0.027258, 0.332067, 0.007809, 0.057705, 0.095139, 0.000641, 0.012876,
        0.258614, 0.04494, 0.001357,
      ],
    ],
    [
      'a low temperature',
      { temperature: 0.7 },
      [],
      [
        0.143034, 0.000964, 0.011741, 0.417593, 0.001969, 0.034278, 0.070021, 0.000055, 0.004021,
        0.292179, 0.023983, 0.000162,
      ],
    ],
    ['top-k', { topK: 4 }, [], [0.186142, 0, 0, 0.394062, 0, 0, 0.112901, 0, 0, 0.306896, 0, 0]],
    ['top-p', { topP: 0.8 }, [], [0.186142, 0, 0, 0.394062, 0, 0, 0.112901, 0, 0, 0.306896, 0, 0]],
    ['a top-p that one token exceeds', { topP: 0.01 }, [], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
    [
      'a top-p of nothing, which leaves the most probable',
      { topP: 0 },
      [],
      [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ],
    [
      'temperature, top-k and top-p together',
      { temperature: 1.5, topK: 6, topP: 0.9 },
      [],
      [0.189599, 0, 0, 0.312596, 0, 0.097344, 0.135854, 0, 0, 0.264607, 0, 0],
    ],
    [
      'all settings together',
      { repetitionPenalty: 1.3, temperature: 0.8, topK: 5, topP: 0.95 },
      [3, 9, 7, 1],
      [0.277155, 0, 0, 0.277155, 0, 0.079406, 0.14835, 0, 0, 0.217934, 0, 0],
    ],
    [
      'a penalty and top-p',
      { repetitionPenalty: 2, topP: 0.5 },
      [3, 0, 7],
      [0, 0, 0, 0, 0, 0, 0.268941, 0, 0, 0.731059, 0, 0],
    ],
  ])('with %s draws as transformers does', (_, settings, present, expected) => {
    expect(
      largestGap(sharesOf({ ...plain, ...settings }, new Set(present)), expected),
    ).toBeLessThan(tolerance)
  })

  it.each([0, 1, 7, 40, 60])('keeps the distribution of a full sort with top-k %d', (topK) => {
    const random = createRandom(11)
    const values = Float32Array.from({ length: 60 }, () => random() * 8 - 4)
    for (const topP of [0.3, 0.9, 0.999, 1]) {
      const settings = { ...plain, temperature: 1.2, topK, topP }
      expect(
        largestGap(sharesOf(settings, none, values), reference(values, settings)),
      ).toBeLessThan(tolerance)
    }
  })

  it('keeps the lower ids when equal logits stand at the edge of top-k', () => {
    expect(
      largestGap(
        sharesOf({ ...plain, topK: 2 }, none, Float32Array.of(1, 2, 1, 1)),
        [0.268941, 0.731059, 0, 0],
      ),
    ).toBeLessThan(tolerance)
  })

  it('never draws a token whose logit is minus infinity', () => {
    const masked = Float32Array.of(-Infinity, 1, -Infinity, 1, -Infinity)
    for (const topK of [0, 4]) {
      for (const topP of [0.999, 1]) {
        expect(
          largestGap(sharesOf({ ...plain, topK, topP }, none, masked), [0, 0.5, 0, 0.5, 0]),
        ).toBeLessThan(tolerance)
      }
    }
    // Rounding can carry the largest random number to the very end.
    expect(createSampler(plain, () => 1).pick(masked, none)).toBe(3)
  })

  it('gives the same tokens for the same seed and others for another', () => {
    const [first, again, other] = [5, 5, 6].map((seed) => {
      const sampler = createSampler({ ...plain, seed })
      return Array.from({ length: 40 }, () => sampler.pick(logits, none))
    })
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('works through vocabularies of different sizes with one sampler', () => {
    const sampler = createSampler({ ...plain, topP: 0.5 })
    expect(sampler.pick(Float32Array.of(0, 9), none)).toBe(1)
    expect(sampler.pick(Float32Array.of(0, 0, 0, 9), none)).toBe(3)
  })
})

describe('greedy sampling', () => {
  const greedy = { ...plain, temperature: 0, topK: 3, topP: 0.2 }

  it('takes the largest logit without a random number, the lowest id among equals', () => {
    const sampler = createSampler(greedy, () => {
      throw new Error('drawn')
    })
    expect(sampler.pick(Float32Array.of(1, 4, 4, 0), none)).toBe(1)
  })

  it('applies the repetition penalty first, and only to ids that the model has', () => {
    const sampler = createSampler({ ...greedy, repetitionPenalty: 2 })
    expect(sampler.pick(Float32Array.of(3, 4, -1), new Set([1, 50_000]))).toBe(0)
    // A negative logit gets more negative, not less.
    expect(sampler.pick(Float32Array.of(-3, -2, -9), new Set([1]))).toBe(0)
  })
})

it('leaves the logits of the model as they are', () => {
  const mine = Float32Array.from(logits)
  createSampler({ ...plain, repetitionPenalty: 1.5, topK: 4, topP: 0.9 }).pick(
    mine,
    new Set([3, 7]),
  )
  expect(mine).toEqual(logits)
})
