import type { VitrineError } from '../protocol/errors.ts'
import type { Task } from '../protocol/manifest.ts'
import type { TaskProgress, TaskResult } from '../protocol/tasks.ts'

/** Something worth showing: a whole result, or what had come when the visitor stopped it. */
export type Outcome<T extends Task, Subject> =
  | {
      readonly status: 'done'
      readonly id: number
      readonly subject: Subject
      readonly steps: readonly TaskProgress<T>[]
      readonly result: TaskResult<T>
    }
  | {
      readonly status: 'stopped'
      readonly id: number
      readonly subject: Subject
      readonly steps: readonly TaskProgress<T>[]
    }

/** One run at a time; `last` is the outcome that stays on screen meanwhile, or after a failure. */
export type RunState<T extends Task, Subject> =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running'
      readonly id: number
      readonly subject: Subject
      readonly steps: readonly TaskProgress<T>[]
      readonly last: Outcome<T, Subject> | undefined
    }
  | {
      readonly status: 'failed'
      readonly error: VitrineError
      readonly last: Outcome<T, Subject> | undefined
    }
  | Outcome<T, Subject>

export type RunEvent<T extends Task, Subject> =
  | { readonly type: 'started'; readonly id: number; readonly subject: Subject }
  | { readonly type: 'stepped'; readonly steps: readonly TaskProgress<T>[] }
  | { readonly type: 'finished'; readonly result: TaskResult<T> }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: VitrineError }
  /** The run never began, because the model did not come: back to what was there before. */
  | { readonly type: 'withdrawn' }
  | { readonly type: 'reset' }

export function runReducer<T extends Task, Subject>(
  state: RunState<T, Subject>,
  event: RunEvent<T, Subject>,
): RunState<T, Subject> {
  if (event.type === 'started') {
    const { id, subject } = event
    return { status: 'running', id, subject, steps: [], last: outcomeOf(state) }
  }
  if (event.type === 'reset') return { status: 'idle' }
  // Everything else is about the run under way; when there is none, the word comes too late.
  if (state.status !== 'running') return state
  const { id, subject, steps, last } = state
  switch (event.type) {
    case 'stepped':
      return { ...state, steps: joined(steps, event.steps) }
    case 'finished':
      return { status: 'done', id, subject, steps, result: event.result }
    case 'stopped':
      return { status: 'stopped', id, subject, steps }
    case 'failed':
      return { status: 'failed', error: event.error, last: outcomeOf(state) }
    case 'withdrawn':
      return last ?? { status: 'idle' }
    default:
      return event satisfies never
  }
}

/** A run that is repeated, after a lost GPU, counts from 0 again: what it had written before is void. */
function joined<T extends Task>(
  steps: readonly TaskProgress<T>[],
  fresh: readonly TaskProgress<T>[],
): readonly TaskProgress<T>[] {
  const start = fresh.findLastIndex(({ index }) => index === 0)
  return start < 0 ? [...steps, ...fresh] : fresh.slice(start)
}

/** What there is to show besides the run under way; a run that broke off in the middle leaves its pieces. */
export function outcomeOf<T extends Task, Subject>(
  state: RunState<T, Subject>,
): Outcome<T, Subject> | undefined {
  switch (state.status) {
    case 'idle':
      return undefined
    case 'running': {
      const { id, subject, steps, last } = state
      return steps.length > 0 ? { status: 'stopped', id, subject, steps } : last
    }
    case 'failed':
      return state.last
    case 'done':
    case 'stopped':
      return state
    default:
      return state satisfies never
  }
}
