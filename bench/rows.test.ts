import { describe, expect, it } from 'vitest'
import { median, toRow, toTable } from './rows.js'

describe('the median', () => {
  it.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[10, 1, 2, 3], 2.5],
    // Compared as text, 9 would come after 10.
    [[9, 10, 100], 10],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  it('of nothing is an error, not a zero in the table', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('a row', () => {
  const measured = { id: 'P1', case: 'context 256', unit: 'ms/token' }

  it('says how many times faster we are', () => {
    expect(toRow({ ...measured, ours: [10.71, 9, 12], peer: [28.2, 20, 30] })).toEqual({
      ...measured,
      ours: 10.7,
      peer: 28.2,
      ratio: 2.63,
      samples: 3,
    })
  })

  it('has a ratio below 1 where the peer is better', () => {
    expect(toRow({ ...measured, ours: [40], peer: [10] }).ratio).toBe(0.25)
    expect(toRow({ ...measured, ours: [4], peer: [5], moreIsBetter: true }).ratio).toBe(0.8)
  })

  it('takes the ratio of what was measured, not of what is shown', () => {
    // 1.004 and 1.496 are shown as 1 and 1.5.
    expect(toRow({ ...measured, ours: [1.004], peer: [1.496] }).ratio).toBe(1.49)
  })

  it('shows counts as they are', () => {
    expect(toRow({ ...measured, ours: [16], peer: [128_004] })).toMatchObject({
      ours: 16,
      peer: 128_004,
      ratio: 8000,
    })
  })

  it('has a ratio to nothing too, which is the least that it can be', () => {
    const floor = 0.25
    expect(toRow({ ...measured, ours: [0], peer: [16], floor })).toMatchObject({
      ours: 0,
      ratio: 64,
    })
    expect(toRow({ ...measured, ours: [0], peer: [0], floor })).toMatchObject({ peer: 0, ratio: 1 })
    expect(toRow({ ...measured, ours: [2], peer: [0], floor }).ratio).toBe(0.125)
  })

  it('has no ratio without a peer', () => {
    expect(toRow({ ...measured, ours: [1], peer: [] })).toMatchObject({ peer: null, ratio: null })
  })
})

describe('the table', () => {
  it('is Markdown with its columns aligned, numbers to the right', () => {
    const rows = [
      toRow({ id: 'P1', case: 'context 16', unit: 'ms/token', ours: [2.5], peer: [10] }),
      toRow({ id: 'P9', case: 'all', unit: 'kB gzip', ours: [105], peer: [] }),
    ]
    expect(toTable(rows)).toBe(
      [
        '| id  | case       | ours | peer | unit     | ratio | samples |',
        '| --- | ---------- | ---: | ---: | -------- | ----: | ------: |',
        '| P1  | context 16 |  2.5 |   10 | ms/token |    4× |       1 |',
        '| P9  | all        |  105 |    – | kB gzip  |     – |       1 |',
      ].join('\n'),
    )
  })
})
