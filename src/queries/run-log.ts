import type { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskInput, TaskResult } from '../protocol/tasks.ts'

/** A run that a person asked for on the page, and what came of it. */
export interface LoggedRun {
  readonly manifest: Manifest
  readonly runtime: Runtime
  readonly input: TaskInput<Manifest['task']>
  readonly outcome:
    | { readonly status: 'done'; readonly result: TaskResult<Manifest['task']> }
    | { readonly status: 'failed'; readonly error: VitrineError }
}

/** The latest run on the page, for what is no demo itself: a link to it, code for it, the page around a frame. */
export interface RunLog {
  note(run: LoggedRun): void
  latest(): LoggedRun | undefined
  /** Calls back with every run that is noted. Returns the unsubscriber. */
  subscribe(listener: (run: LoggedRun) => void): () => void
}

export function createRunLog(): RunLog {
  const listeners = new Set<(run: LoggedRun) => void>()
  let latest: LoggedRun | undefined
  return {
    note(run) {
      latest = run
      for (const listener of listeners) listener(run)
    },
    latest: () => latest,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
