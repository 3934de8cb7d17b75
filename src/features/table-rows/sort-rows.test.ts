import { describe, expect, it } from 'vitest'
import { createPace, type Pace } from './slices.ts'
import { sortRows } from './sort-rows.ts'

const all = (count: number) => Uint32Array.from({ length: count }, (_, row) => row)
const pace = createPace()

describe('rows', () => {
  it('are sorted by numbers as numbers, what is none at the end whichever way', async () => {
    const keys = [10, NaN, 9, 100, NaN, -1]
    const key = { kind: 'number', at: (row: number) => keys[row]! } as const
    expect([...(await sortRows(all(6), key, false, pace))]).toEqual([5, 2, 0, 3, 1, 4])
    expect([...(await sortRows(all(6), key, true, pace))]).toEqual([3, 0, 2, 5, 1, 4])
  })

  it('are sorted by texts, the empty ones at the end', async () => {
    const keys = ['b', '', 'a', 'B']
    const key = { kind: 'text', at: (row: number) => keys[row]! } as const
    expect([...(await sortRows(all(4), key, false, pace))]).toEqual([3, 2, 0, 1])
  })

  it.each([1, 1023, 1024, 1025, 5000, 20_001])(
    'of which there are %i come out as the engine sorts them, equal ones in their order',
    async (count) => {
      const at = (row: number) => (row * 7919) % 97
      const expected = [...all(count)].sort((one, other) => at(one) - at(other))
      const key = { kind: 'number', at } as const
      const given = Uint32Array.from(all(count))
      expect([...(await sortRows(given, key, false, pace))]).toEqual(expected)
      expect(given).toEqual(all(count))
    },
  )

  it('let others go on in between, and are given up when nobody wants them any more', async () => {
    let pauses = 0
    const slow: Pace = {
      isDue: () => true,
      pause() {
        pauses++
        return pauses > 50 ? Promise.reject(new Error('aborted')) : Promise.resolve()
      },
    }
    const key = { kind: 'number', at: (row: number) => -row } as const
    await expect(sortRows(all(50_000), key, false, slow)).rejects.toThrow('aborted')
    expect(pauses).toBe(51)
  })
})
