import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from './check-row.ts'
import type { Column } from './feature.ts'

const columns: readonly Column[] = [
  { name: 'length', kind: 'number' },
  { name: 'sex', kind: 'choice', choices: ['female', 'male'] },
]
const none = () => false

describe('a row', () => {
  it('is good with exactly the names that are known, in any order', () => {
    const row = { sex: 'male', length: '39.1' }
    expect(checkRow(row, columns, none)).toEqual({ status: 'good', values: [39.1, 'male'] })
  })

  it('is refused by name for what is missing and what is too much', () => {
    expect(checkRow({ lenght: 3, island: 'Dream', sex: 'male' }, columns, none)).toEqual({
      status: 'mismatch',
      missing: ['length'],
      extra: ['lenght', 'island'],
    })
  })

  it('may lack what a step fills in, by name or by value', () => {
    const mayMiss = (name: string) => name === 'length'
    const good = { status: 'good', values: [undefined, 'male'] }
    expect(checkRow({ sex: 'male' }, columns, mayMiss)).toEqual(good)
    expect(checkRow({ sex: 'male', length: null }, columns, mayMiss)).toEqual(good)
    expect(checkRow({ sex: 'male', length: null }, columns, none)).toEqual({
      status: 'wrong',
      problems: [{ name: 'length', problem: 'it is missing' }],
    })
  })

  it('is told everything that is wrong with it', () => {
    expect(checkRow({ length: 'long', sex: 'x' }, columns, none)).toEqual({
      status: 'wrong',
      problems: [
        { name: 'length', problem: '“long” is no number' },
        { name: 'sex', problem: '“x” is none of female, male' },
      ],
    })
  })

  it('has no features that it only inherits', () => {
    const odd: readonly Column[] = [
      { name: 'toString', kind: 'text' },
      { name: '__proto__', kind: 'number' },
    ]
    expect(checkRow({}, odd, none)).toMatchObject({ missing: ['toString', '__proto__'] })
    const row = JSON.parse('{"toString": "a", "__proto__": 1}') as Record<string, unknown>
    expect(checkRow(row, odd, none)).toEqual({ status: 'good', values: ['a', 1] })
  })

  it('is good, mismatched or wrong, whatever it is made of', () => {
    const names = fc.oneof(fc.constantFrom('length', 'sex', '__proto__'), fc.string())
    const values = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null))
    const rows = fc.dictionary(names, values)
    fc.assert(
      fc.property(rows, (row) => {
        const checked = checkRow(row, columns, none)
        const own = Object.keys(row)
        const isExact = own.length === 2 && own.includes('length') && own.includes('sex')
        expect(checked.status === 'mismatch').toBe(!isExact)
      }),
      { numRuns: 10_000 },
    )
  })
})
