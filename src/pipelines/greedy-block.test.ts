import { expect, it } from 'vitest'
import { createGreedyBlock } from './greedy-block.ts'

/** The sizes of blocks whose tokens take so long each. */
function sizes(msPerToken: readonly number[], room = 100): number[] {
  let nowMs = 0
  const block = createGreedyBlock(() => nowMs)
  return msPerToken.map((ms) => {
    const count = block.begin(room)
    nowMs += ms * count
    block.end(count)
    return count
  })
}

it('a quick device writes more and more at once, up to a limit', () => {
  expect(sizes([1, 1, 1, 1, 1, 1, 1])).toEqual([1, 2, 4, 8, 16, 16, 16])
})

it('a slow one is looked at after every token, for Stop has to answer', () => {
  expect(sizes([500, 500, 500])).toEqual([1, 1, 1])
})

it('a block takes as long as it may, also when the device slows down', () => {
  expect(sizes([10, 10, 10, 10, 24, 24])).toEqual([1, 2, 4, 4, 4, 2])
})

it('never takes more tokens than there is room for', () => {
  expect(sizes([1, 1, 1], 3)).toEqual([1, 2, 3])
})
