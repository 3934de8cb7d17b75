import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnOf } from '../../testing/rows-builders.ts'
import { markRowsWith } from './find-text.ts'
import { createPace } from './slices.ts'

async function found(words: string, cells: readonly string[]): Promise<number[]> {
  const marks = new Uint8Array(cells.length)
  await markRowsWith(words, columnOf(cells), marks, createPace())
  return [...marks.keys()].filter((row) => marks[row] === 1)
}

it('finds words whatever their case, each row once', async () => {
  expect(await found('dream', ['Dream dream', 'Biscoe', '', 'DREAMT'])).toEqual([0, 3])
})

it('does not take two cells that lie side by side for one', async () => {
  expect(await found('ab', ['a', 'b', 'xa', 'bab', ''])).toEqual([3])
})

it.each(['.', '(', '[a-', '\\', '*', '$', 'a|b', '/', '^'])(
  'takes %j for what it says',
  async (words) => {
    expect(await found(words, ['abc', `x${words}y`, ''])).toEqual([1])
  },
)

it('looks through more than is searched in one go', async () => {
  const cells = Array.from({ length: 3000 }, (_, row) => `${'-'.repeat(300)}${row}`)
  expect(await found('-2999', cells)).toEqual([2999])
  expect(await found('--0', cells)).toEqual([0])
})

it('finds what looking at each cell finds', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), maxLength: 5 })
  const words = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 12 }), words, async (cells, asked) => {
      const expected = [...cells.keys()].filter((row) => cells[row]!.toLowerCase().includes(asked))
      expect(await found(asked, cells)).toEqual(expected)
    }),
    { numRuns: 2000 },
  )
})
