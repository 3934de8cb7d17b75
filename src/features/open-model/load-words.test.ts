import { describe, expect, it } from 'vitest'
import { nextEstimate } from '../../queries/load-estimate.ts'
import type { LoadProgress } from '../../protocol/calls.ts'
import { loadWords } from './load-words.ts'

const words = (progress: Partial<LoadProgress>) =>
  loadWords(
    nextEstimate(
      undefined,
      { stage: 'download', loadedBytes: 2_100_000, totalBytes: 3_300_000, ...progress },
      0,
    ),
  )

describe('how far a load is', () => {
  it.each([
    [{}, '2.1 of 3.3 MB'],
    [{ totalBytes: 0 }, '2.1 MB so far'],
    [{ loadedBytes: 900, totalBytes: 2170 }, '900 bytes of 2 kB'],
    [{ stage: 'prepare' }, 'Here; getting ready…'],
    [{ waiting: { for: 'other-tab' } }, 'Another tab is downloading this model'],
    [
      { waiting: { for: 'retry', seconds: 4 } },
      '2.1 of 3.3 MB · the connection was cut: trying again in 4 s',
    ],
  ] satisfies [Partial<LoadProgress>, string][])('%o', (progress, expected) => {
    expect(words(progress)).toBe(expected)
  })

  it('says nothing of waiting when something comes again', () => {
    const waiting = { for: 'retry', seconds: 4 } as const
    const progress = { stage: 'download', loadedBytes: 1e6, totalBytes: 2e6 } as const
    const before = nextEstimate(undefined, { ...progress, waiting }, 0)
    expect(loadWords(nextEstimate(before, progress, 100))).toBe('1.0 of 2.0 MB')
  })
})
