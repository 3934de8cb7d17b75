import { describe, expect, it } from 'vitest'
import { formatDuration, formatMs, formatPercent, formatSize, plural } from './format.ts'

describe('numbers for people', () => {
  it.each([
    [0.924, '92.4 %'],
    [0, '0.0 %'],
    [1, '100.0 %'],
  ])('probability %s is %s', (prob, words) => expect(formatPercent(prob)).toBe(words))

  it.each([
    [1, '1 bytes'],
    [357, '357 bytes'],
    [48_642, '49 kB'],
    [3_301_765, '3.3 MB'],
    [140_000, '0.1 MB'],
  ])('%s bytes are %s', (size, words) => expect(formatSize(size)).toBe(words))

  it('durations carry no more digits than they deserve', () => {
    expect([2.14, 99.94, 812.3].map(formatMs)).toEqual(['2.1', '99.9', '812'])
    expect([12.3, 1812].map(formatDuration)).toEqual(['12 ms', '1.8 s'])
  })

  it('counts have their singular', () => {
    expect([plural(1, 'thread'), plural(1200, 'token')]).toEqual(['1 thread', '1,200 tokens'])
  })
})
