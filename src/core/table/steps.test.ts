import { describe, expect, it } from 'vitest'
import { encodeRows } from './encode-rows.ts'
import { prepareRow, widths, type Step } from './steps.ts'

const names = ['mass', 'island', 'year']
const steps: readonly Step[] = [
  { kind: 'impute', feature: 'mass', value: 4000 },
  { kind: 'clip', feature: 'mass', min: 2000, max: 6000 },
  { kind: 'scale', feature: 'mass', mean: 4200, scale: 800 },
  { kind: 'one-hot', feature: 'island', choices: ['Biscoe', 'Dream', 'Torgersen'] },
  { kind: 'ordinal', feature: 'year', choices: [2007, 2008, 2009] },
]

describe('what an author does to a row', () => {
  it('is done in its order, and one feature may become several columns', () => {
    // As scikit-learn's SimpleImputer, numpy.clip, StandardScaler, OneHotEncoder and OrdinalEncoder have it.
    expect(prepareRow([undefined, 'Dream', '2009'], names, steps)).toEqual([-0.25, 0, 1, 0, 2])
    expect(prepareRow([9000, 'Biscoe', 2007], names, steps)).toEqual([2.25, 1, 0, 0, 0])
    expect(widths(names, steps)).toEqual([1, 3, 1])
  })

  it('gives no column to a choice that is not known, and -1 for its place', () => {
    expect(prepareRow([4200, 'Atlantis', 1999], names, steps)).toEqual([0, 0, 0, 0, -1])
  })

  it('leaves alone what nothing is said of', () => {
    expect(prepareRow([1, 'a', undefined], names, [])).toEqual([1, 'a', undefined])
  })

  it('takes logarithms of one and more', () => {
    const [value] = prepareRow([Math.E - 1], ['x'], [{ kind: 'log1p', feature: 'x' }])
    expect(value).toBeCloseTo(1, 12)
  })
})

describe('rows as tensors', () => {
  it('are one matrix, filled up with the last row to the batch that a graph wants', () => {
    const rows = [
      [1, 2],
      [3, undefined],
    ]
    const fed = encodeRows(rows, { kind: 'matrix', input: 'X', type: 'float32' }, 3)
    expect(fed['X']?.dims).toEqual([3, 2])
    expect([...(fed['X']!.data as Float32Array)]).toEqual([1, 2, 3, NaN, 3, NaN])
  })

  it('are a tensor of its own type for each column', () => {
    const inputs = [
      { input: 'mass', type: 'float64', rank: 2 },
      { input: 'island', type: 'string', rank: 2 },
      { input: 'year', type: 'int64', rank: 1 },
      { input: 'male', type: 'bool', rank: 2 },
    ] as const
    const rows = [
      [1.5, 'Dream', 2009, true],
      [2, undefined, 2007, false],
    ]
    expect(encodeRows(rows, { kind: 'columns', inputs })).toEqual({
      mass: { type: 'float64', dims: [2, 1], data: Float64Array.of(1.5, 2) },
      island: { type: 'string', dims: [2, 1], data: ['Dream', ''] },
      year: { type: 'int64', dims: [2], data: BigInt64Array.of(2009n, 2007n) },
      male: { type: 'bool', dims: [2, 1], data: Uint8Array.of(1, 0) },
    })
  })
})
