import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellOf, readCell, type CellValue, type Column } from './feature.ts'

const number: Column = { name: 'x', kind: 'number' }
const integer: Column = { name: 'x', kind: 'integer' }
const boolean: Column = { name: 'x', kind: 'boolean' }
const text: Column = { name: 'x', kind: 'text' }
const island: Column = { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream', 3] }

const value = (found: unknown) => ({ status: 'value', value: found })

describe('the text of a cell', () => {
  it.each([
    ['12', 12],
    [' -3.5e2 ', -350],
    ['.5', 0.5],
    ['+7.', 7],
    ['0.1', 0.1],
  ])('%j is a number', (cell, expected) => {
    expect(readCell(cell, number)).toEqual(value(expected))
  })

  it.each(['abc', '0x10', '1,5', '1 000', '12abc', '--1', '1e', '∞', '٣'])(
    '%j is no number',
    (cell) => {
      expect(readCell(cell, number).status).toBe('wrong')
    },
  )

  it('has a comma for a point where the file is written so, and then no point', () => {
    expect(readCell('1,5', number, ',')).toEqual(value(1.5))
    expect(readCell('1.5', number, ',').status).toBe('wrong')
    expect(readCell('1.000,5', number, ',').status).toBe('wrong')
  })

  it.each(['', '  ', 'NA', 'NaN', 'null', 'N/A', '#N/A', 'None'])('%j is missing', (cell) => {
    expect(readCell(cell, number).status).toBe('missing')
    expect(readCell(cell, island).status).toBe('missing')
  })

  it('is kept as it is where a text is wanted, and only nothing is missing', () => {
    expect(readCell(' NA ', text)).toEqual(value(' NA '))
    expect(readCell(' ', text).status).toBe('missing')
  })

  it('is one of the choices, in their own type, or wrong with their names', () => {
    expect(readCell(' Dream ', island)).toEqual(value('Dream'))
    expect(readCell('3', island)).toEqual(value(3))
    expect(readCell('dream', island)).toEqual({
      status: 'wrong',
      problem: '“dream” is none of Biscoe, Dream, 3',
    })
  })

  it.each([
    ['yes', true],
    ['FALSE', false],
    ['1', true],
    ['0', false],
  ])('%j is %j', (cell, expected) => {
    expect(readCell(cell, boolean)).toEqual(value(expected))
  })

  it('is cut in a sentence that quotes it', () => {
    const found = readCell('x'.repeat(5000), number)
    expect(found).toMatchObject({ status: 'wrong' })
    expect(JSON.stringify(found).length).toBeLessThan(100)
  })
})

describe('a value of JSON', () => {
  it('is taken in its own type', () => {
    expect(cellOf(1.5, number)).toEqual(value(1.5))
    expect(cellOf(true, boolean)).toEqual(value(true))
    expect(cellOf(3, island)).toEqual(value(3))
    expect(cellOf(null, number).status).toBe('missing')
    expect(cellOf(NaN, number).status).toBe('missing')
  })

  it.each([
    ['an object', {}],
    ['a list', [[1]]],
    ['a truth', true],
    ['an infinity', Infinity],
    ['a long', 10n],
    ['a function', String],
    ['a symbol', Symbol('x')],
  ])('is no number as %s', (_, given) => {
    expect(cellOf(given, number).status).toBe('wrong')
  })

  it('has to be whole where a whole number is wanted', () => {
    expect(cellOf(2, integer)).toEqual(value(2))
    expect(cellOf(2.5, integer)).toEqual({ status: 'wrong', problem: '2.5 is not a whole number' })
  })
})

function fits(given: CellValue, { kind, choices }: Column): boolean {
  const checks: Record<Column['kind'], boolean> = {
    number: Number.isFinite(given),
    integer: Number.isInteger(given),
    boolean: typeof given === 'boolean',
    text: typeof given === 'string',
    choice: choices?.some((choice) => choice === given) === true,
  }
  return checks[kind]
}

const columns = [number, integer, boolean, text, island]

describe('any cell at all', () => {
  it('comes to a value of its column, to nothing, or to a reason', { timeout: 60_000 }, () => {
    const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.double())
    fc.assert(
      fc.property(anything, fc.constantFrom(...columns), (given, column) => {
        const cell = cellOf(given, column)
        expect(cell.status !== 'value' || fits(cell.value, column)).toBe(true)
      }),
      { numRuns: 10_000 },
    )
  })

  it('that JavaScript writes as a number is read as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (given) => {
        // JavaScript writes -0 as 0.
        expect(readCell(String(given), number)).toEqual(value(given + 0))
      }),
      { numRuns: 10_000 },
    )
  })
})
