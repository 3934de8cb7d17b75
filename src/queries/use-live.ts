import { useQueryClient } from '@tanstack/react-query'
import type { Model } from '../engine/engine.ts'
import { isAbort } from '../protocol/errors.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskInput, TaskResult } from '../protocol/tasks.ts'
import { useLoader } from './loader-context.ts'
import { sessionOptions } from './session.ts'

/** Something to look at again and again. */
export interface LiveSource<T extends Task> {
  /**
   * The newest there is, once it is another one than before: whatever came while the model was busy is left out.
   * Undefined when no more will come.
   */
  next(signal: AbortSignal): Promise<LiveInput<T> | undefined>
  onAnswer(result: TaskResult<T>, pace: LivePace): void
}

export interface LiveInput<T extends Task> {
  readonly input: TaskInput<T>
  /** Gives the memory back, also of an input that never went to the worker. */
  close(): void
}

export interface LivePace {
  /** Answers, over the last two seconds; 0 before the second one. */
  readonly framesPerSecond: number
  /** From when an input was there to when its answer was. */
  readonly latencyMs: number
}

/**
 * Runs the model of `manifest` on one input after another, one at a time, until `signal` fires or no more come. The
 * model is to be there already.
 *
 * The promise is rejected with a `VitrineError` when a run fails, and resolved after an abort.
 */
export function useLive<M extends Manifest>(
  manifest: M,
  runtime: Runtime,
): (source: LiveSource<M['task']>, signal: AbortSignal) => Promise<void> {
  const client = useQueryClient()
  const loader = useLoader()
  return async (source, signal) => {
    const model = await client.fetchQuery(sessionOptions(loader, manifest, runtime))
    await followLive<M['task']>(model, source, signal)
  }
}

export async function followLive<T extends Task>(
  model: Pick<Model<T>, 'run'>,
  { next, onAnswer }: LiveSource<T>,
  signal: AbortSignal,
): Promise<void> {
  const paceAt = createPace()
  while (!signal.aborted) {
    const taken = await next(signal)
    if (taken === undefined) return
    const takenAt = performance.now()
    // A signal for each: what listens to one of half an hour would gather.
    const run = new AbortController()
    const stop = () => run.abort()
    signal.addEventListener('abort', stop)
    try {
      const result = await model.run(taken.input, { signal: run.signal })
      if (!signal.aborted) onAnswer(result, paceAt(takenAt, performance.now()))
    } catch (error) {
      // A run that nobody stopped lost its frame with a GPU; the next one has another.
      if (!isAbort(error)) throw error
    } finally {
      signal.removeEventListener('abort', stop)
      taken.close()
    }
  }
}

const windowMs = 2000

function createPace(): (takenAt: number, answeredAt: number) => LivePace {
  let answers: number[] = []
  return (takenAt, answeredAt) => {
    answers = [...answers.filter((at) => at > answeredAt - windowMs), answeredAt]
    const spanMs = answeredAt - answers[0]!
    const framesPerSecond = spanMs === 0 ? 0 : ((answers.length - 1) * 1000) / spanMs
    return { framesPerSecond, latencyMs: answeredAt - takenAt }
  }
}
