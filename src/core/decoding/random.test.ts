import { describe, expect, it } from 'vitest'
import { createRandom, xoshiro128 } from './random.ts'

const take = (count: number, next: () => number) => Array.from({ length: count }, next)

describe('the random numbers', () => {
  // The ten outputs that the authors' C program gives; rand_xoshiro for Rust tests against the same ones.
  it('are those of the reference xoshiro128** from the state 1, 2, 3, 4', () => {
    expect(take(10, xoshiro128([1, 2, 3, 4]))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ])
  })

  // Computed in Python with unbounded integers, from the two formulas.
  it.each([
    [0, [0.41675133265905573, 0.5870561741002205, 0.2650367332581032, 0.44226437408135244]],
    [42, [0.15377165265745885, 0.018084542542176507, 0.5348906284683476, 0.7272476959257951]],
    [4294967295, [0.9555830018603452, 0.2682696548492096, 0.8580147783595625, 0.968965302034608]],
  ])('follow from seed %d in the same way everywhere', (seed, expected) => {
    expect(take(4, createRandom(seed))).toEqual(expected)
  })

  it('stay in [0, 1) and fill it evenly', () => {
    const values = take(100_000, createRandom(7))
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    for (let bin = 0; bin < 10; bin++) {
      const count = values.filter((value) => Math.floor(value * 10) === bin).length
      // Five standard deviations of a binomial count.
      expect(Math.abs(count - 10_000)).toBeLessThan(474)
    }
  })
})
