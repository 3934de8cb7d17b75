import { describe, expect, it } from 'vitest'
import { argmax } from './logits.ts'
import { selectNucleus } from './nucleus.ts'
import { createRandom } from './random.ts'

/** The ids of the nucleus in rising order. */
function nucleusOf(scores: Float32Array, topP: number, temperature = 1): number[] {
  const best = argmax(scores)
  const weights = Float64Array.from(scores, (score) =>
    Math.exp((score - scores[best]!) / temperature),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const ids = new Int32Array(scores.length)
  const options = { best, temperature, total, wanted: total * topP }
  const nucleus = selectNucleus(scores, weights, ids, options)
  const kept = Array.from(ids.subarray(0, nucleus.count)).sort((a, b) => a - b)
  expect(nucleus.total).toBeCloseTo(
    kept.reduce((sum, id) => sum + weights[id]!, 0),
    9,
  )
  return kept
}

/** The same from the definition, by sorting everything. */
function reference(scores: Float32Array, topP: number, temperature = 1): number[] {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const weights = order.map((id) => Math.exp((scores[id]! - scores[order[0]!]!) / temperature))
  const wanted = weights.reduce((sum, weight) => sum + weight, 0) * topP
  let reached = 0
  const first = weights.findIndex((weight) => (reached += weight) >= wanted)
  return order.slice(0, first + 1).sort((a, b) => a - b)
}

describe('the nucleus', () => {
  it.each([
    ['flat', (r: number) => r * 0.1],
    ['even', (r: number) => r * 10],
    ['peaked', (r: number) => r ** 8 * 30],
    ['full of equals', (r: number) => Math.round(r * 4)],
    ['with tokens ruled out', (r: number) => (r < 0.5 ? -Infinity : r * 5)],
  ])('is that of a full sort for logits that are %s', (_, shape) => {
    const random = createRandom(12)
    const scores = Float32Array.from({ length: 3000 }, () => shape(random()))
    for (const topP of [0.001, 0.1, 0.5, 0.9, 0.95, 0.999]) {
      for (const temperature of [0.2, 1, 5]) {
        expect(nucleusOf(scores, topP, temperature)).toEqual(reference(scores, topP, temperature))
      }
    }
  })

  it('has at least the best token', () => {
    expect(nucleusOf(Float32Array.of(0, 1, 0), 1e-300)).toEqual([1])
    expect(nucleusOf(Float32Array.of(2, 2, 2), 1e-300)).toEqual([0])
    expect(nucleusOf(Float32Array.of(7), 0.5)).toEqual([0])
    expect(nucleusOf(Float32Array.of(0, 1, 0), 0.9, 1e-320)).toEqual([1])
  })

  it('has all tokens when nearly all of the weight is wanted', () => {
    expect(nucleusOf(Float32Array.of(0, 1, 0), 1 - 2 ** -53)).toEqual([0, 1, 2])
  })
})
