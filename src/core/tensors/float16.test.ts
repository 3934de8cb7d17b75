import { describe, expect, it } from 'vitest'
import { floatsToHalves, fromHalf, halvesToFloats, toHalf } from './float16.ts'

describe('half precision', () => {
  it('gives back the bits of every number that it can hold', () => {
    const wrong = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
      const value = fromHalf(bits)
      return !Number.isNaN(value) && toHalf(value) !== bits
    })
    expect(wrong).toEqual([])
  })

  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7bff, 65_504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('reads %i as %d', (bits, value) => {
    expect(fromHalf(bits)).toBe(value)
  })

  it.each([
    ['a tie to the even neighbour below', 1 + 2 ** -11, 0x3c00],
    ['a tie to the even neighbour above', 1 + 3 * 2 ** -11, 0x3c02],
    [
      'up when it is beyond the tie by less than a float32 can say',
      1 + 2 ** -11 + 2 ** -40,
      0x3c01,
    ],
    ['into the next power of two', 2 - 2 ** -12, 0x4000],
    ['the largest below a power of two', 8 - 2 ** -50, 0x4800],
    ['up to infinity from halfway beyond the largest', 65_520, 0x7c00],
    ['down to the largest from just below that', 65_519.99, 0x7bff],
    ['the smallest to zero from halfway', 2 ** -25, 0x0000],
    ['negative zero as it is', -0, 0x8000],
    ['what is no number', NaN, 0x7e00],
  ])('rounds %s', (_, value, bits) => {
    expect(toHalf(value)).toBe(bits)
  })

  it('converts whole arrays', () => {
    expect([...halvesToFloats(Uint16Array.of(0x3c00, 0xbc00))]).toEqual([1, -1])
  })
})

describe('floatsToHalves', () => {
  it('gives what toHalf gives, at every edge and everywhere between', () => {
    const edges = [0, -0, 1, -1, 65504, 65519, 65520, 1e6, NaN, Infinity, -Infinity]
    const small = [2 ** -14, 2 ** -15, 2 ** -24, 2 ** -25, 2 ** -26, 1.5 * 2 ** -25]
    // Halfway between two halves, and to either side of it.
    const between = [1 + 2 ** -11, 1 + 3 * 2 ** -11, 2047.5, 1 + 2 ** -11 + 2 ** -23]
    const many = Array.from({ length: 5000 }, (_, i) => Math.sin(i) * 2 ** ((i % 44) - 26))
    const floats = Float32Array.from([...edges, ...small, ...between, ...many])
    expect(floatsToHalves(floats)).toEqual(Uint16Array.from(floats, toHalf))
  })

  it('reads numbers that lie somewhere in a buffer', () => {
    expect(floatsToHalves(Float32Array.of(9, 1, 2).subarray(1))).toEqual(
      Uint16Array.of(0x3c00, 0x4000),
    )
  })
})
