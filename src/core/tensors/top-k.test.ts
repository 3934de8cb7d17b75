import { describe, expect, it } from 'vitest'
import { topK } from './top-k.ts'

describe('topK', () => {
  it('puts the largest first', () => {
    expect(topK(Float32Array.of(0.1, 0.7, -3, 0.2), 3)).toEqual([1, 3, 0])
  })

  it('puts the lower index first among equals', () => {
    expect(topK([5, 9, 5, 9, 5], 4)).toEqual([1, 3, 0, 2])
  })

  it('gives fewer when there are fewer', () => {
    expect(topK([2, 1], 10)).toEqual([0, 1])
    expect(topK([2, 1], 0)).toEqual([])
  })

  it('agrees with sorting everything', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 101)
    const sorted = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b)
    expect(topK(values, 10)).toEqual(sorted.slice(0, 10))
  })
})
