import { describe, expect, it } from 'vitest'
import { defuse } from './defuse-formula.ts'

describe('a cell that is written for a spreadsheet', () => {
  it.each([
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '-3.5kg',
    '+',
    '-1.2.3',
  ])('cannot begin a formula: %j', (cell) => {
    expect(defuse(cell)).toBe(`'${cell}`)
  })

  it.each(['', 'a=1', '-3.5', '+3', '-1,5', '-.5', '-1e-7', '1-2', "'=1"])('stays: %j', (cell) => {
    expect(defuse(cell)).toBe(cell)
  })
})
