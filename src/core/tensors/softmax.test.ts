import { describe, expect, it } from 'vitest'
import { areFinite, sigmoids, softmax } from './softmax.ts'

describe('softmax', () => {
  it('gives each its share of the exponentials', () => {
    const [first, second, third] = softmax(Float32Array.of(0, Math.log(2), Math.log(5)))
    expect(first).toBeCloseTo(1 / 8, 7)
    expect(second).toBeCloseTo(2 / 8, 7)
    expect(third).toBeCloseTo(5 / 8, 7)
  })

  it('does not overflow with large logits', () => {
    expect([...softmax(Float32Array.of(30_000, 30_000, -30_000))]).toEqual([0.5, 0.5, 0])
  })

  it('adds up to one over many values', () => {
    const logits = Float32Array.from({ length: 50_257 }, (_, i) => Math.sin(i) * 20)
    const sum = softmax(logits).reduce((total, share) => total + share, 0)
    expect(sum).toBeCloseTo(1, 12)
  })
})

describe('sigmoids', () => {
  it('take each by itself, and stay finite at any size', () => {
    expect([...sigmoids([0, Math.log(3), 800, -800])]).toEqual([
      0.5,
      expect.closeTo(0.75, 12),
      1,
      0,
    ])
  })
})

describe('areFinite', () => {
  it('finds one NaN or infinity among numbers', () => {
    expect(areFinite(Float32Array.of(1, 2, 3))).toBe(true)
    expect(areFinite(Float32Array.of(1, NaN, 3))).toBe(false)
    expect(areFinite(Float32Array.of(1, 2, -Infinity))).toBe(false)
  })
})
