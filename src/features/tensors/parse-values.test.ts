import { array, assert, boolean, constantFrom, integer, property, string, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseValues } from './parse-values.ts'

function parsed(source: string, isText = false) {
  const result = parseValues(source, isText)
  if ('problem' in result) return result.problem
  const { words, dims } = result.typed
  return { words: words.map(({ text }) => text), ...(dims && { dims }) }
}

describe('typed values', () => {
  it.each([
    ['', { words: [] }],
    ['1, 2, 3', { words: ['1', '2', '3'] }],
    ['1 2\n3', { words: ['1', '2', '3'] }],
    ['[1, 2]', { words: ['1', '2'], dims: [2] }],
    ['[[1, 2, 3], [4, 5, 6]]', { words: ['1', '2', '3', '4', '5', '6'], dims: [2, 3] }],
    ['[[1. 2.]\n [3. 4.]]', { words: ['1.', '2.', '3.', '4.'], dims: [2, 2] }],
    ['tensor([[0.5, 1.]], dtype=torch.float64)', { words: ['0.5', '1.'], dims: [1, 2] }],
    ['array([1, 2], dtype=int64)', { words: ['1', '2'], dims: [2] }],
    ['[]', { words: [], dims: [0] }],
    ['[[], []]', { words: [], dims: [2, 0] }],
  ])('%j are read as a person means them', (source, expected) => {
    expect(parsed(source)).toEqual(expected)
  })

  it('may be text with blanks, and with commas where it is quoted', () => {
    expect(parsed('New York, "Paris, France"\n"a\\nb"', true)).toEqual({
      words: ['New York', 'Paris, France', 'a\nb'],
    })
    expect(parsed('["a", ""]', true)).toEqual({ words: ['a', ''], dims: [2] })
  })

  it.each([
    ['[1, 2', 'A “[” is never closed'],
    ['1]', 'A “]” has no “[” before it'],
    ['[[1, 2], [3]]', 'Its rows differ in length: 2 and 1'],
    ['[[1], 2]', 'Values stand at different depths of its brackets'],
    ['[1] 2', 'Something stands behind the last bracket'],
    ['1 [2]', 'A value stands before “[”'],
    ['['.repeat(100_000), 'It has more than 12 brackets inside each other'],
  ])('%.20j is refused with a reason', (source, problem) => {
    expect(parsed(source)).toBe(problem)
  })

  it('come out of any nested list of numbers as they went in', () => {
    const tables = tuple(integer({ min: 1, max: 4 }), integer({ min: 1, max: 5 })).chain(
      ([rows, columns]) =>
        array(array(integer(), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
    )
    assert(
      property(tables, (table) => {
        expect(parsed(JSON.stringify(table))).toEqual({
          words: table.flat().map(String),
          dims: [table.length, table[0]?.length],
        })
      }),
    )
  })

  it('never throw, whatever is typed', () => {
    assert(
      property(
        string({ unit: constantFrom(...'[]",;1 .eabc\\\n('.split('')) }),
        boolean(),
        (source, isText) => {
          const result = parseValues(source, isText)
          expect('typed' in result || result.problem !== '').toBe(true)
        },
      ),
    )
  })
})
