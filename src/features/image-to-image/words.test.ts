import { describe, expect, it } from 'vitest'
import { short, sizeWords } from './words.ts'

const given = (width: number, height: number) => ({
  area: { left: 0, top: 0, width: 640, height: 480 },
  size: { width, height },
})

describe('how large an output is', () => {
  it.each([
    [672, 504, given(224, 168), '672 × 504 pixels, 3 × the 224 × 168 that went in'],
    [224, 168, given(224, 168), '224 × 168 pixels, as many as went in'],
    [56, 42, given(224, 168), '56 × 42 pixels, 0.25 × the 224 × 168 that went in'],
    [672, 224, given(224, 224), '672 × 224 pixels, from 224 × 224 that went in'],
  ])('%i × %i', (width, height, part, words) => {
    expect(sizeWords({ width, height }, part)).toBe(words)
  })
})

describe('a number of a depth map', () => {
  it.each([
    [0, '0'],
    [1234.5, '1230'],
    [-0.012345, '-0.0123'],
    [3.1e-7, '3.1e-7'],
  ])('%f', (value, words) => {
    expect(short(value)).toBe(words)
  })
})
