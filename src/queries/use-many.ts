import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, type Reducer } from 'react'
import type { Model } from '../engine/engine.ts'
import { asVitrineError, VitrineError } from '../protocol/errors.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { useLoader } from './loader-context.ts'
import { manyReducer, outcomesOf, type ManyEvent, type ManyState } from './many-state.ts'
import { isOfTheItem, runMany, type Outcome, type Work } from './run-many.ts'
import { sessionOptions } from './session.ts'

export interface Many<T extends Task, Item, Kept> {
  readonly state: ManyState<Item, Kept>
  /** Runs the model on everything there is to do; a run under way is given up. */
  start(work: Work<T, Item, Kept>): void
  /** Keeps what is done. */
  stop(): void
  /** Runs what was not done, or failed with the model. */
  resume(work: Work<T, Item, Kept>): void
  reset(): void
}

/** Runs the page's own model on many things, waiting for it where it is still loading. */
export function useMany<M extends Manifest, Item, Kept>(
  manifest: M,
  runtime: Runtime,
): Many<M['task'], Item, Kept> {
  const client = useQueryClient()
  const loader = useLoader()
  return useManyRuns<M['task'], Item, Kept>(async (use) => {
    // Why the model did not come is told where it loads.
    const model = await client
      .fetchQuery(sessionOptions(loader, manifest, runtime))
      .catch((cause: unknown) => {
        throw new VitrineError('aborted', {}, { cause })
      })
    await use(model)
  })
}

/** Lends a model to `use`, for as long as that takes. */
export type Lend<T extends Task> = (
  use: (model: Model<T>) => Promise<void>,
  signal: AbortSignal,
) => Promise<void>

/** @param lend rejects with a `VitrineError` when there is no model */
export function useManyRuns<T extends Task, Item, Kept>(lend: Lend<T>): Many<T, Item, Kept> {
  const reducer: Reducer<ManyState<Item, Kept>, ManyEvent<Item, Kept>> = manyReducer
  const [state, dispatch] = useReducer(reducer, { status: 'idle' })
  const attempt = useRef<{ controller: AbortController; flush(): void }>(undefined)
  const attempts = useRef(0)
  useEffect(() => () => attempt.current?.controller.abort(), [])

  function begin(work: Work<T, Item, Kept>, isDone: (place: number) => boolean) {
    const controller = new AbortController()
    const { signal } = controller
    const batch = createBatch<Kept>((outcomes) => {
      if (!signal.aborted) dispatch({ type: 'came', outcomes })
    })
    attempt.current = { controller, flush: batch.flush }
    const say = (event: ManyEvent<Item, Kept>) => {
      batch.flush()
      if (!signal.aborted) dispatch(event)
    }
    const use = (model: Model<T>) => runMany(model, work, { signal, isDone, onOutcome: batch.add })
    lend(use, signal).then(
      () => say({ type: 'finished' }),
      (thrown: unknown) => {
        const error = asVitrineError(thrown)
        say(error.code === 'aborted' ? { type: 'stopped' } : { type: 'failed', error })
      },
    )
  }

  return {
    state,
    start(work) {
      attempt.current?.controller.abort()
      dispatch({ type: 'started', id: ++attempts.current, items: work.items })
      begin(work, () => false)
    },
    stop() {
      attempt.current?.flush()
      attempt.current?.controller.abort()
      dispatch({ type: 'stopped' })
    },
    resume(work) {
      const had = outcomesOf(state)?.outcomes ?? []
      dispatch({ type: 'resumed' })
      begin(work, (place) => isSettled(had[place]))
    },
    reset() {
      attempt.current?.controller.abort()
      dispatch({ type: 'reset' })
    },
  }
}

function isSettled(outcome: Outcome<unknown> | undefined): boolean {
  if (outcome === undefined) return false
  return outcome.status === 'done' || isOfTheItem(outcome.error.code)
}

/** Hands on what has come once per frame: a small model answers several times in one. */
function createBatch<Kept>(deliver: (outcomes: ReadonlyMap<number, Outcome<Kept>>) => void) {
  let outcomes = new Map<number, Outcome<Kept>>()
  let frame: number | undefined
  function flush() {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    if (outcomes.size === 0) return
    const gathered = outcomes
    outcomes = new Map()
    deliver(gathered)
  }
  return {
    flush,
    add(place: number, outcome: Outcome<Kept>) {
      outcomes.set(place, outcome)
      frame ??= requestAnimationFrame(flush)
    },
  }
}
