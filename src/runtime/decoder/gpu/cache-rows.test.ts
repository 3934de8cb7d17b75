import { describe, expect, it } from 'vitest'
import type { CacheRole } from '../roles.ts'
import { cacheBytes, cacheShape, copyRows, dimsFor, grownCapacity } from './cache-rows.ts'

const role = (emptyDims: readonly number[], type: CacheRole['type'] = 'float32'): CacheRole => ({
  past: 'past',
  present: 'present',
  type,
  emptyDims,
})

describe('a cache’s shape', () => {
  it('is heads times tokens times the bytes of a row', () => {
    const shape = cacheShape(role([1, 2, 0, 32]))
    expect(shape).toEqual({ heads: 2, rowBytes: 128 })
    expect(cacheBytes(shape, 256)).toBe(2 * 256 * 32 * 4)
    expect(dimsFor(role([1, 2, 0, 32]), 256)).toEqual([1, 2, 256, 32])
  })

  it('counts keys and values in one tensor, and 16-bit floats', () => {
    expect(cacheShape(role([2, 1, 4, 0, 8], 'float16'))).toEqual({ heads: 8, rowBytes: 16 })
    expect(dimsFor(role([2, 1, 4, 0, 8]), 5)).toEqual([2, 1, 4, 5, 8])
  })
})

describe('rows that move to where there is room for more', () => {
  it('keep their heads, and come without what lies behind them', () => {
    const copies: number[][] = []
    const encoder = {
      copyBufferToBuffer: (_: unknown, from: number, __: unknown, to: number, bytes: number) =>
        copies.push([from, to, bytes]),
    } as unknown as GPUCommandEncoder
    const buffer = {} as GPUBuffer
    const shape = { heads: 3, rowBytes: 10 }
    copyRows(encoder, shape, { buffer, tokens: 4 }, { buffer, tokens: 8 }, 3)
    expect(copies).toEqual([
      [0, 0, 30],
      [40, 80, 30],
      [80, 160, 30],
    ])
  })
})

describe('a capacity', () => {
  it('doubles until it is enough', () => {
    expect(grownCapacity(256, 257, 1e6)).toBe(512)
    expect(grownCapacity(256, 2000, 1e6)).toBe(2048)
    expect(grownCapacity(256, 10, 1e6)).toBe(256)
  })

  it('stays below what a buffer may have, as long as that is enough', () => {
    expect(grownCapacity(256, 300, 400)).toBe(400)
    expect(grownCapacity(256, 401, 400)).toBe(401)
  })
})
