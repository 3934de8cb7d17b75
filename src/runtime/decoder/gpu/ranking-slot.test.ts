import { assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unpackSlots } from './ranker.ts'
import { mostIds, noId, readSlot } from './ranking-slot.ts'

/** What the kernel writes, in plain numbers. */
function slotOf(ids: readonly number[], units: readonly number[], finite = true): Uint32Array {
  const [a = noId, b = noId, c = noId] = ids
  const [p = 0, q = 0, r = 0] = units
  return Uint32Array.of(
    a + (b % 2 ** 11) * 2 ** 21,
    Math.floor(b / 2 ** 11) + c * 2 ** 10,
    p + q * 2 ** 16,
    r + (finite ? 0 : 2 ** 16),
  )
}

describe('a ranking in 16 bytes', () => {
  it('comes out with its three ids and their probabilities', () => {
    expect(readSlot(slotOf([1, 2047, 70_000], [65_535, 32_768, 1]))).toEqual([
      { id: 1, prob: 1 },
      { id: 2047, prob: 32_768 / 65_535 },
      { id: 70_000, prob: 1 / 65_535 },
    ])
  })

  it('holds ids of any size that there is room for', () => {
    const id = integer({ min: 0, max: mostIds - 1 })
    const unit = integer({ min: 0, max: 65_535 })
    assert(
      property(tuple(id, id, id), tuple(unit, unit, unit), (ids, units) => {
        const ranking = readSlot(slotOf(ids, units))
        expect(ranking?.map((one) => one.id)).toEqual(ids)
        expect(ranking?.map(({ prob }) => Math.round(prob * 65_535))).toEqual(units)
      }),
    )
  })

  it('has fewer where the vocabulary has', () => {
    expect(readSlot(slotOf([1, 0], [40_000, 25_535]))).toHaveLength(2)
    expect(readSlot(slotOf([0], [65_535]))).toEqual([{ id: 0, prob: 1 }])
  })

  it('is none where the logits are not finite', () => {
    expect(readSlot(slotOf([1, 2, 3], [0, 0, 0], false))).toBeUndefined()
  })
})

describe('a block of them', () => {
  const block = (...slots: Uint32Array[]) =>
    Uint32Array.from(slots.flatMap((one) => [...one])).buffer

  it('comes out in the order in which the tokens were taken', () => {
    const bytes = block(slotOf([7, 1, 2], [9, 0, 0]), slotOf([8, 1, 2], [9, 0, 0]))
    expect(unpackSlots(bytes).map(([first]) => first?.id)).toEqual([7, 8])
  })

  it('is refused as a whole where one of them is not finite', () => {
    const bytes = block(slotOf([7], [1]), slotOf([8], [1], false))
    expect(() => unpackSlots(bytes)).toThrow(expect.objectContaining({ code: 'output-not-finite' }))
  })
})
