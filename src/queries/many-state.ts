import type { VitrineError } from '../protocol/errors.ts'
import type { Outcome } from './run-many.ts'

/** What has become of many items. Those without an outcome have not been run. */
export interface Outcomes<Item, Kept> {
  /** Of the run: another run is another answer. */
  readonly id: number
  readonly items: readonly Item[]
  /** By the item's place. */
  readonly outcomes: readonly (Outcome<Kept> | undefined)[]
  readonly count: number
}

export type ManyState<Item, Kept> =
  | { readonly status: 'idle' }
  | ({ readonly status: 'running' } & Outcomes<Item, Kept>)
  /** The visitor stopped it; what is done stays. */
  | ({ readonly status: 'stopped' } & Outcomes<Item, Kept>)
  | ({ readonly status: 'failed'; readonly error: VitrineError } & Outcomes<Item, Kept>)
  | ({ readonly status: 'done' } & Outcomes<Item, Kept>)

export type ManyEvent<Item, Kept> =
  | { readonly type: 'started'; readonly id: number; readonly items: readonly Item[] }
  /** The rest of the same items. */
  | { readonly type: 'resumed' }
  | { readonly type: 'came'; readonly outcomes: ReadonlyMap<number, Outcome<Kept>> }
  | { readonly type: 'finished' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: VitrineError }
  | { readonly type: 'reset' }

export function manyReducer<Item, Kept>(
  state: ManyState<Item, Kept>,
  event: ManyEvent<Item, Kept>,
): ManyState<Item, Kept> {
  switch (event.type) {
    case 'started': {
      const { id, items } = event
      return { status: 'running', id, items, outcomes: items.map(() => undefined), count: 0 }
    }
    case 'reset':
      return { status: 'idle' }
    case 'resumed':
      return state.status === 'idle' ? state : { ...partsOf(state), status: 'running' }
    case 'came':
      return state.status === 'running' ? withOutcomes(state, event.outcomes) : state
    case 'finished':
    case 'stopped': {
      const status = event.type === 'finished' ? 'done' : 'stopped'
      return state.status === 'running' ? { ...partsOf(state), status } : state
    }
    case 'failed':
      return state.status === 'running'
        ? { ...partsOf(state), status: 'failed', error: event.error }
        : state
    default:
      return event satisfies never
  }
}

/** What there is of a run, whatever has become of it. */
export function outcomesOf<Item, Kept>(
  state: ManyState<Item, Kept>,
): Outcomes<Item, Kept> | undefined {
  return state.status === 'idle' ? undefined : state
}

function partsOf<Item, Kept>({ id, items, outcomes, count }: Outcomes<Item, Kept>) {
  return { id, items, outcomes, count }
}

function withOutcomes<Item, Kept>(
  state: Extract<ManyState<Item, Kept>, { status: 'running' }>,
  fresh: ReadonlyMap<number, Outcome<Kept>>,
): ManyState<Item, Kept> {
  const outcomes = [...state.outcomes]
  let { count } = state
  for (const [place, outcome] of fresh) {
    if (outcomes[place] === undefined) count += 1
    outcomes[place] = outcome
  }
  return { ...state, outcomes, count }
}
