import { describe, expect, it } from 'vitest'
import { nextEstimate, type LoadEstimate } from './load-estimate.ts'

const totalBytes = 4_000_000

function play(words: readonly (readonly [atMs: number, loadedBytes: number])[]): LoadEstimate[] {
  const estimates: LoadEstimate[] = []
  for (const [atMs, loadedBytes] of words) {
    const progress = { stage: 'download', loadedBytes, totalBytes } as const
    estimates.push(nextEstimate(estimates.at(-1), progress, atMs))
  }
  return estimates
}

describe('the estimate of a load', () => {
  it('never goes back and never passes 100 %', () => {
    const percents = play([
      [0, 1_000_000],
      [100, 500_000],
      [200, 4_000_000],
      [300, 4_100_000],
    ]).map(({ percent }) => percent)
    expect(percents).toEqual([25, 25, 100, 100])
  })

  it('tells the time left from the speed since the first word, after a while', () => {
    const seconds = play([
      [0, 1_000_000],
      [100, 1_100_000],
      [1000, 2_000_000],
      [3000, 4_000_000],
    ]).map(({ secondsLeft }) => secondsLeft)
    expect(seconds).toEqual([undefined, undefined, 2, undefined])
  })

  it('has no percentage while the size is unknown', () => {
    const progress = { stage: 'download', loadedBytes: 5, totalBytes: 0 } as const
    expect(nextEstimate(undefined, progress, 0).percent).toBeUndefined()
  })
})
