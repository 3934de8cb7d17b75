import { describe, expect, it } from 'vitest'
import { argmax, logSumExp, selectLargest, topCandidates } from './logits.ts'
import { createRandom } from './random.ts'

const logits = Float32Array.of(2.5, -1, 0.75, 3.25, -0.5, 1.5, 2, -3, 0, 3, 1.25, -2.25)

describe('the candidates of a position', () => {
  // torch 1.13, float64: logsumexp, and topk(softmax, 3).
  it('have the probabilities that torch gives', () => {
    expect(logSumExp(logits)).toBeCloseTo(4.35241829368517, 12)
    const top = topCandidates(logits, 3, logSumExp(logits))
    expect(top.map(({ id }) => id)).toEqual([3, 9, 0])
    expect(top.map(({ prob }) => Number(prob.toFixed(6)))).toEqual([0.332067, 0.258614, 0.156857])
  })

  it('add up to one when all of them are asked for', () => {
    const all = topCandidates(logits, 12, logSumExp(logits))
    expect(all.reduce((sum, { prob }) => sum + prob, 0)).toBeCloseTo(1, 12)
  })

  it('are as many as the vocabulary has when more are asked for', () => {
    expect(topCandidates(Float32Array.of(0, 1), 3, logSumExp(Float32Array.of(0, 1)))).toHaveLength(
      2,
    )
    expect(topCandidates(new Float32Array(0), 3, 0)).toEqual([])
  })

  it('do not overflow with large logits', () => {
    const large = Float32Array.of(1000, 1001, -1000)
    const [first, second, third] = topCandidates(large, 3, logSumExp(large))
    expect(first?.prob).toBeCloseTo(0.7310585786300049, 12)
    expect(second?.prob).toBeCloseTo(0.2689414213699951, 12)
    expect(third?.prob).toBe(0)
  })

  it('come in the order of their ids when they are equal', () => {
    const equal = Float32Array.of(1, 2, 2, 1, 2, 1)
    const top = topCandidates(equal, 4, logSumExp(equal))
    expect(top.map(({ id }) => id)).toEqual([1, 2, 4, 0])
  })
})

describe('the log of the summed exponentials', () => {
  it.each([
    ['NaN', [0, NaN, 1]],
    ['infinity', [0, Infinity]],
    ['nothing but minus infinity', [-Infinity, -Infinity]],
    ['nothing at all', []],
  ])('is not finite when the logits hold %s', (_, bad) => {
    expect(Number.isFinite(logSumExp(Float32Array.from(bad)))).toBe(false)
  })

  it('is finite when single tokens are ruled out by minus infinity', () => {
    expect(logSumExp(Float32Array.of(-Infinity, 2))).toBe(2)
  })
})

describe('selecting the largest', () => {
  it('agrees with a full sort, whatever the order of the values', () => {
    const random = createRandom(3)
    // Steps of a half make many of them equal.
    const values = Float32Array.from({ length: 500 }, () => Math.round(random() * 40) / 2)
    const orders = [values, values.toSorted(), values.toSorted().toReversed()]
    for (const order of orders) {
      const sorted = Array.from(order.keys()).sort((a, b) => order[b]! - order[a]! || a - b)
      for (const count of [0, 1, 3, 50, 499, 500, 600]) {
        const ids = new Int32Array(count).fill(-1)
        const found = selectLargest(order, ids)
        expect(found).toBe(Math.min(count, 500))
        expect(Array.from(ids.subarray(0, found))).toEqual(sorted.slice(0, count))
      }
    }
  })
})

describe('the largest logit', () => {
  it('is the one with the lowest id among equals', () => {
    expect(argmax(Float32Array.of(-5, 3, 3, 2))).toBe(1)
    expect(argmax(Float32Array.of(-Infinity, -7, -Infinity))).toBe(1)
  })
})
