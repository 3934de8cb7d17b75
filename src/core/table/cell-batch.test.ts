import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCellBatch } from './cell-batch.ts'
import { checkCells } from './check-row.ts'
import { encodeRows, type ElementType, type Feeding } from './encode-rows.ts'
import { readCell, type Column } from './feature.ts'
import { prepareRow, widths, type Step } from './steps.ts'

const columns: readonly Column[] = [
  { name: 'length', kind: 'number' },
  { name: 'count', kind: 'integer' },
  { name: 'flag', kind: 'boolean' },
  { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream'] },
  { name: 'size', kind: 'choice', choices: [1, 2, 3] },
]
const names = columns.map(({ name }) => name)
const possible: readonly Step[] = [
  { kind: 'impute', feature: 'length', value: 3 },
  { kind: 'clip', feature: 'length', min: -1, max: 10 },
  { kind: 'log1p', feature: 'count' },
  { kind: 'scale', feature: 'length', mean: 0.1, scale: 0.3 },
  { kind: 'impute', feature: 'island', value: 'Dream' },
  { kind: 'one-hot', feature: 'island', choices: ['Biscoe', 'Dream'] },
  { kind: 'ordinal', feature: 'island', choices: ['Dream', 'Biscoe'] },
  { kind: 'one-hot', feature: 'count', choices: [1, 2] },
  { kind: 'ordinal', feature: 'size', choices: [3, 2, 1] },
]
const types: readonly ElementType[] = ['float32', 'float64', 'int32', 'bool', 'string']

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'NA',
    'Dream',
    'Biscoe',
    ' Dream ',
    'Atlantis',
    '1',
    '2',
    '0.5',
    '1,5',
    'yes',
  ),
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.double({ min: -5, max: 20, noNaN: true }).map(String),
)

/** One at a time, as the rows of a form go. */
function oneByOne(
  rows: readonly (readonly string[])[],
  { places, steps, decimal, feeding, mayMiss, batch }: Case,
) {
  const good = rows.flatMap((cells) => {
    const read = columns.map((column, index) => {
      const place = places[index]
      return readCell(place == null ? '' : (cells[place] ?? ''), column, decimal)
    })
    const checked = checkCells(read, columns, mayMiss)
    return checked.status === 'good' ? [prepareRow(checked.values, names, steps)] : []
  })
  return {
    size: good.length,
    feeds: good.length > 0 && encodeRows(good, feeding, batch ?? good.length),
  }
}

interface Case {
  readonly places: readonly (number | null)[]
  readonly steps: readonly Step[]
  readonly decimal: '.' | ','
  readonly feeding: Feeding
  readonly mayMiss: (name: string) => boolean
  readonly batch: number | undefined
}

const cases = fc
  .record({
    steps: fc.subarray([...possible]),
    isMatrix: fc.boolean(),
    type: fc.constantFrom(...types),
    rank: fc.constantFrom(1 as const, 2 as const),
    decimal: fc.constantFrom('.' as const, ',' as const),
    optional: fc.subarray([...names]),
    places: fc.tuple(...columns.map(() => fc.option(fc.nat({ max: 5 }), { freq: 9 }))),
    batch: fc.option(fc.constantFrom(8, 10), { nil: undefined }),
  })
  .map(({ isMatrix, type, rank, optional, ...rest }): Case => {
    const width = widths(names, rest.steps).reduce((sum, one) => sum + one, 0)
    const feeding: Feeding = isMatrix
      ? { kind: 'matrix', input: 'X', type }
      : {
          kind: 'columns',
          inputs: Array.from({ length: width }, (_, index) => ({
            input: `x${index}`,
            type,
            rank,
          })),
        }
    return { ...rest, feeding, mayMiss: (name) => optional.includes(name) }
  })

describe('rows of a file', () => {
  it(
    'come to the same tensors as one by one, whatever is done to them',
    { timeout: 60_000 },
    () => {
      const rows = fc.array(fc.array(cell, { minLength: 4, maxLength: 6 }), { maxLength: 8 })
      fc.assert(
        fc.property(cases, rows, (given, table) => {
          const batch = createCellBatch({ ...given, columns, capacity: given.batch ?? 8 })
          const taken = table.filter((cells) => batch.add(cells))
          const wanted = oneByOne(table, given)
          expect(batch.size).toBe(wanted.size)
          expect(taken).toHaveLength(wanted.size)
          expect(batch.size > 0 && batch.feeds(given.batch)).toEqual(wanted.feeds)
        }),
        { numRuns: 10_000 },
      )
    },
  )

  it('go into whole numbers of 64 bits, and the next batch begins anew', () => {
    const feeding: Feeding = { kind: 'matrix', input: 'X', type: 'int64' }
    const batch = createCellBatch({
      columns: [{ name: 'x', kind: 'number' }],
      mayMiss: () => true,
      steps: [],
      feeding,
      capacity: 4,
      places: [0],
      decimal: '.',
    })
    for (const text of ['3', '-7.9', '', 'x', '4294967296']) batch.add([text])
    expect(batch.feeds()).toEqual({
      X: { type: 'int64', dims: [4, 1], data: BigInt64Array.of(3n, -7n, 0n, 4294967296n) },
    })
    batch.clear()
    batch.add(['5'])
    expect(batch.feeds()['X']).toMatchObject({ dims: [1, 1], data: BigInt64Array.of(5n) })
  })
})
