import { describe, expect, it } from 'vitest'
import { maskSize, mostMaskPixels } from './mask-size.ts'

describe('the size of a mask', () => {
  it('is the picture’s up to four million pixels', () => {
    expect(maskSize({ width: 2000, height: 2000 })).toEqual({ width: 2000, height: 2000 })
  })

  it('has the shape of a larger picture', () => {
    expect(maskSize({ width: 4032, height: 3024 })).toEqual({ width: 2309, height: 1732 })
  })

  it.each([
    [4001, 1000],
    [1, 9_000_000],
    [9_000_000, 1],
    [60_000, 90],
  ])('stays within for %d × %d', (width, height) => {
    const size = maskSize({ width, height })
    expect(size.width * size.height).toBeLessThanOrEqual(mostMaskPixels)
    expect(Math.min(size.width, size.height)).toBeGreaterThan(0)
    expect(size.width > size.height).toBe(width > height)
  })
})
