import { describe, expect, it } from 'vitest'
import { drawWhole, parseNumber, rangeWords } from './number-range.ts'

const whole = { min: 1, max: 512, isWhole: true }
const share = { min: 0, max: 1, isWhole: false }

describe('a number in a field', () => {
  it.each([
    [whole, '1', 1],
    [whole, ' 512 ', 512],
    [whole, '513', undefined],
    [whole, '0', undefined],
    [whole, '1.5', undefined],
    [whole, '1e2', 100],
    [share, '0', 0],
    [share, '.5', 0.5],
    [share, '-0.1', undefined],
    [share, '1.01', undefined],
    [share, '', undefined],
    [share, ' ', undefined],
    [share, 'hot', undefined],
    [share, 'NaN', undefined],
  ])('%j of "%s" is %s', (range, raw, expected) => {
    expect(parseNumber(range, raw)).toBe(expected)
  })

  it('has its range in words', () => {
    expect(rangeWords({ min: 0, max: 4294967295, isWhole: true })).toBe(
      'a whole number from 0 to 4,294,967,295',
    )
    expect(rangeWords(share)).toBe('0 to 1')
  })
})

it('draws every number of a range, and none beside it', () => {
  const drawn = new Set(Array.from({ length: 500 }, () => drawWhole({ min: 3, max: 6 })))
  expect(drawn).toEqual(new Set([3, 4, 5, 6]))
})
