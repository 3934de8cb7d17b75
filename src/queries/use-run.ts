import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, type Reducer } from 'react'
import { asVitrineError } from '../protocol/errors.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskInput, TaskProgress } from '../protocol/tasks.ts'
import { useLoader } from './loader-context.ts'
import { runReducer, type RunEvent, type RunState } from './run-state.ts'
import { sessionOptions } from './session.ts'

type Prepare<M extends Manifest> = (
  signal: AbortSignal,
) => TaskInput<M['task']> | Promise<TaskInput<M['task']>>

export interface Run<M extends Manifest, Subject> {
  readonly state: RunState<M['task'], Subject>
  /**
   * Runs the model on `subject`, which stays with the run's state. A run under way is given up: the latest wins.
   * @param prepare makes the model's input out of the subject; what it throws becomes the run's error
   */
  start(subject: Subject, prepare: Prepare<M>): void
  /** Keeps what has come so far. */
  stop(): void
  /** Forgets everything. */
  reset(): void
}

/** Runs the model of `manifest`, waiting for it where it is still loading, and loading it where it is not. */
export function useRun<M extends Manifest, Subject>(
  manifest: M,
  runtime: Runtime,
): Run<M, Subject> {
  type T = M['task']
  const client = useQueryClient()
  const loader = useLoader()
  const reducer: Reducer<RunState<T, Subject>, RunEvent<T, Subject>> = runReducer
  const [state, dispatch] = useReducer(reducer, { status: 'idle' })
  const attempt = useRef<{ controller: AbortController; flush(): void }>(undefined)
  const attempts = useRef(0)
  useEffect(() => () => attempt.current?.controller.abort(), [])

  async function run(prepare: Prepare<M>, controller: AbortController, batch: Batch<T>) {
    const { signal } = controller
    const say = (event: RunEvent<T, Subject>) => {
      batch.flush()
      if (!signal.aborted) dispatch(event)
    }
    // Why the model did not come is told where it loads.
    const loading = client
      .fetchQuery(sessionOptions(loader, manifest, runtime))
      .catch(() => undefined)
    let input: TaskInput<T> | undefined
    try {
      input = await prepare(signal)
      const model = await loading
      if (model === undefined) return say({ type: 'withdrawn' })
      const result = await model.run(input, { signal, onProgress: batch.add })
      say({ type: 'finished', result })
      loader.runs.note({ manifest, runtime, input, outcome: { status: 'done', result } })
    } catch (thrown) {
      const error = asVitrineError(thrown)
      if (input !== undefined && error.code !== 'aborted')
        loader.runs.note({ manifest, runtime, input, outcome: { status: 'failed', error } })
      say(error.code === 'aborted' ? { type: 'withdrawn' } : { type: 'failed', error })
    }
  }

  return {
    state,
    start(subject, prepare) {
      attempt.current?.controller.abort()
      const controller = new AbortController()
      const batch = createBatch<TaskProgress<T>>((steps) => {
        if (!controller.signal.aborted) dispatch({ type: 'stepped', steps })
      })
      attempt.current = { controller, flush: batch.flush }
      dispatch({ type: 'started', id: ++attempts.current, subject })
      void run(prepare, controller, batch)
    },
    stop() {
      attempt.current?.flush()
      attempt.current?.controller.abort()
      dispatch({ type: 'stopped' })
    },
    reset() {
      attempt.current?.controller.abort()
      dispatch({ type: 'reset' })
    },
  }
}

type Batch<T extends Task> = ReturnType<typeof createBatch<TaskProgress<T>>>

/** Hands on what has gathered once per frame: a fast model makes many tokens in one. */
function createBatch<Item>(deliver: (items: readonly Item[]) => void) {
  let items: Item[] = []
  let frame: number | undefined
  function flush() {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    if (items.length === 0) return
    const gathered = items
    items = []
    deliver(gathered)
  }
  return {
    flush,
    add(item: Item) {
      items.push(item)
      frame ??= requestAnimationFrame(flush)
    },
  }
}
