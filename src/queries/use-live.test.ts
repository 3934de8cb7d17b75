import { describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { buildClassification } from '../testing/builders.ts'
import { followLive, type LivePace } from './use-live.ts'

const input = (name: string) => ({ image: { size: 1, name } as never, topK: 3 })

/** A source of `count` inputs, and a model whose runs a test answers. */
function live(count: number) {
  const stopped = new AbortController()
  const closed: number[] = []
  const taken: number[] = []
  const answered: LivePace[] = []
  const runs: { resolve(): void; reject(error: unknown): void }[] = []
  const model = {
    run: (_: unknown, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise<ReturnType<typeof buildClassification>>((resolve, reject) => {
        runs.push({ resolve: () => resolve(buildClassification()), reject })
        signal?.addEventListener('abort', () => reject(new VitrineError('aborted')))
      }),
  }
  const source = {
    next: async () => {
      const id = taken.length
      if (id === count) return undefined
      taken.push(id)
      return { input: input(String(id)), close: () => closed.push(id) }
    },
    onAnswer: (_: unknown, pace: LivePace) => answered.push(pace),
  }
  const end = followLive<'image-classification'>(model, source, stopped.signal)
  return { end, runs, taken, closed, answered, stop: () => stopped.abort() }
}

const run = async (runs: unknown[], index: number) =>
  vi.waitFor(() => expect(runs.length).toBeGreaterThan(index))

describe('following a camera', () => {
  it('takes the next frame only when the one before was answered', async () => {
    const { end, runs, taken, closed, answered } = live(2)
    await run(runs, 0)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(taken).toEqual([0])
    runs[0]?.resolve()
    await run(runs, 1)
    expect(closed).toEqual([0])
    expect(answered[0]?.framesPerSecond).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 5))
    runs[1]?.resolve()
    await end
    expect(closed).toEqual([0, 1])
    expect(answered[1]?.framesPerSecond).toBeGreaterThan(0)
    expect(answered[1]?.latencyMs).toBeGreaterThan(0)
  })

  it('ends quietly when it is stopped, and lets its frame go', async () => {
    const { end, runs, closed, answered, stop } = live(9)
    await run(runs, 0)
    stop()
    await expect(end).resolves.toBeUndefined()
    expect(closed).toEqual([0])
    expect(answered).toEqual([])
  })

  it('goes on with the next frame where one was lost on the way', async () => {
    const { end, runs, answered } = live(2)
    await run(runs, 0)
    runs[0]?.reject(new VitrineError('aborted'))
    await run(runs, 1)
    runs[1]?.resolve()
    await end
    expect(answered).toHaveLength(1)
  })

  it('ends with the reason when the model fails, and lets its frame go', async () => {
    const { end, runs, closed } = live(9)
    await run(runs, 0)
    runs[0]?.reject(new VitrineError('run-failed'))
    await expect(end).rejects.toMatchObject({ code: 'run-failed' })
    expect(closed).toEqual([0])
  })
})
