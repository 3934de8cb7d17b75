import { useState } from 'react'
import type { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskResult } from '../protocol/tasks.ts'
import { useRun, type Run } from './use-run.ts'

export interface Answer<M extends Manifest, Subject> {
  /** Of the run; another run is another answer. */
  readonly id: number
  readonly subject: Subject
  readonly result: TaskResult<M['task']>
}

/** For tasks that answer all at once: the last answer stays, also when a later run is stopped or fails. */
export function useAnswer<M extends Manifest, Subject>(
  manifest: M,
  runtime: Runtime,
): Pick<Run<M, Subject>, 'start' | 'stop' | 'reset'> & {
  readonly isRunning: boolean
  readonly error: VitrineError | undefined
  readonly answer: Answer<M, Subject> | undefined
} {
  const { state, start, stop, reset } = useRun<M, Subject>(manifest, runtime)
  const [answer, setAnswer] = useState<Answer<M, Subject>>()
  if (state.status === 'done' && state.id !== answer?.id) setAnswer(state)
  return {
    start,
    stop,
    reset() {
      setAnswer(undefined)
      reset()
    },
    isRunning: state.status === 'running',
    error: state.status === 'failed' ? state.error : undefined,
    answer,
  }
}
