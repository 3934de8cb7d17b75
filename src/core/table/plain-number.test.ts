import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCell } from './feature.ts'
import { plainNumber } from './plain-number.ts'

const column = { name: 'x', kind: 'number' } as const

describe('a plain number', () => {
  it('is what reading the cell finds, or left to that', () => {
    const unit = fc.constantFrom(...Array.from('0123456789.,+-eExob_ \tn'))
    const texts = fc.oneof(
      fc.string({ unit, maxLength: 20 }),
      fc.double({ noNaN: true }).map(String),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value.toFixed(4)),
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('.', ','), (text, decimal) => {
        const value = plainNumber(text, decimal)
        if (Number.isNaN(value)) return
        expect(readCell(text, column, decimal)).toEqual({ status: 'value', value })
        expect(value).toBe(Number(text.replace(',', '.')))
      }),
      { numRuns: 20_000 },
    )
  })

  it.each([
    ['5.1', 5.1],
    ['-0.3', -0.3],
    ['.5', 0.5],
    ['7.', 7],
    ['0', 0],
    ['0.000', 0],
    ['123456789012.345', 123456789012.345],
    ['9007199254740993', 9007199254740992],
    ['1e-5', 1e-5],
    ['+3', 3],
  ])('is found at once: %s', (text, value) => {
    expect(plainNumber(text)).toBe(value)
  })

  it.each(['', ' ', 'NaN', '0x10', '0b1', '1_000', '5,1', '-', '.', 'Infinity', '1e999', '5 kg'])(
    'is none: %s',
    (text) => {
      expect(plainNumber(text)).toBeNaN()
    },
  )
})
