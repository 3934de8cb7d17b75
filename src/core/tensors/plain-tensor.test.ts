import { describe, expect, it } from 'vitest'
import { fromPlain, mostElements, TensorProblem, type PlainValues } from './plain-tensor.ts'
import { statisticsOf, toPlain } from './print-tensor.ts'
import type { TensorType } from './tensor.ts'

const row = (type: TensorType, data: PlainValues['data']): PlainValues => ({
  type,
  dims: [data.length],
  data,
})

/** The clause that says why the values are refused. */
function problemOf(plain: PlainValues): string {
  try {
    fromPlain(plain)
  } catch (error) {
    if (error instanceof TensorProblem) return error.message
    throw error
  }
  return 'none'
}

describe('values that a person wrote', () => {
  it.each<[TensorType, PlainValues['data']]>([
    ['float32', [0.5, -2, 'NaN', 'Infinity', '-Infinity']],
    ['float16', [0.5, -2, 'NaN', 'Infinity', '-Infinity']],
    ['float64', [0.1, 1e300, 'NaN']],
    ['int64', [-1, 9007199254740991, '9223372036854775807', '-9223372036854775808']],
    ['uint64', [0, '18446744073709551615']],
    ['int32', [-2147483648, 2147483647]],
    ['uint32', [4294967295]],
    ['int16', [-32768, 32767]],
    ['uint16', [65535]],
    ['int8', [-128, 127]],
    ['uint8', [0, 255]],
    ['bool', [true, false]],
    ['string', ['', 'naïve 😀']],
  ])('of %s come back as they were', (type, data) => {
    expect(toPlain(fromPlain(row(type, data)), 10)).toEqual(row(type, data))
  })

  it('may be a scalar, or nothing at all', () => {
    expect(fromPlain({ type: 'float32', dims: [], data: [7] }).data).toEqual(Float32Array.of(7))
    expect(fromPlain({ type: 'float32', dims: [2, 0], data: [] }).data).toHaveLength(0)
  })

  it('may write small integers as text and booleans as 0 and 1', () => {
    expect(fromPlain(row('int32', ['-7'])).data).toEqual(Int32Array.of(-7))
    expect(fromPlain(row('bool', [1, 0])).data).toEqual(Uint8Array.of(1, 0))
  })

  it.each<[PlainValues, string]>([
    [
      { type: 'float32', dims: [2, 2], data: [1] },
      'Its shape 2 × 2 needs 4 values, and 1 are given',
    ],
    [{ type: 'float32', dims: [], data: [] }, 'Its shape “scalar” needs 1 values, and 0 are given'],
    [{ type: 'float32', dims: [-1], data: [] }, 'Its shape -1 has a size that is no whole number'],
    [
      { type: 'float32', dims: [0.5], data: [] },
      'Its shape 0.5 has a size that is no whole number',
    ],
    [
      { type: 'uint8', dims: [mostElements, 2], data: [] },
      'Its shape 67108864 × 2 has 134,217,728 elements; the limit is 67,108,864',
    ],
    [row('float32', ['1']), '“1” at position 0 is not a number'],
    [row('float32', [0, true]), 'true at position 1 is not a number'],
    [row('float32', [1e39]), 'Value 1e+39 at position 0 is too large for float32'],
    [row('float16', [65520]), 'Value 65520 at position 0 is too large for float16'],
    [row('int32', [1.5]), '1.5 at position 0 is not a whole number'],
    [row('int32', [2 ** 31]), 'Value 2147483648 at position 0 is out of range for int32'],
    [row('uint8', [-1]), 'Value -1 at position 0 is out of range for uint8'],
    [
      row('int64', ['9223372036854775808']),
      'Value “9223372036854775808” at position 0 is out of range for int64',
    ],
    [
      row('int64', [2 ** 60]),
      'Value 1152921504606847000 at position 0 is not exact as a number; write it in quotes',
    ],
    [row('int64', [true]), 'true at position 0 is not a whole number'],
    [row('int64', ['0x10']), '“0x10” at position 0 is not a whole number'],
    [row('uint64', [-1]), 'Value -1 at position 0 is out of range for uint64'],
    [row('bool', [2]), '2 at position 0 is not true or false'],
    [row('string', [5]), '5 at position 0 is not text in quotes'],
  ])('are refused with the reason: %j', (plain, problem) => {
    expect(problemOf(plain)).toBe(problem)
  })

  it('does not repeat a long text in its complaint', () => {
    expect(problemOf(row('int64', ['9'.repeat(1_000_000)])).length).toBeLessThan(80)
  })
})

describe('a tensor as people read it', () => {
  it('is cut to the first values, with the statistics of all', () => {
    const tensor = fromPlain(row('float32', [1, 2, 'NaN', '-Infinity', 6]))
    expect(toPlain(tensor, 2).data).toEqual([1, 2])
    expect(statisticsOf(tensor)).toEqual({ min: 1, max: 6, mean: 3, notFinite: 2 })
  })

  it('has statistics in whatever numbers it holds', () => {
    const expected = { min: 1, max: 3, mean: 2, notFinite: 0 }
    for (const type of ['float16', 'float64', 'int64', 'uint8'] as const) {
      expect(statisticsOf(fromPlain(row(type, [1, 3])))).toEqual(expected)
    }
  })

  it('has none where nothing can be counted', () => {
    expect(statisticsOf(fromPlain(row('string', ['a'])))).toBeUndefined()
    expect(statisticsOf(fromPlain(row('bool', [true])))).toBeUndefined()
    expect(statisticsOf(fromPlain(row('float32', [])))).toBeUndefined()
    expect(statisticsOf(fromPlain(row('float32', ['NaN'])))).toBeUndefined()
  })
})
