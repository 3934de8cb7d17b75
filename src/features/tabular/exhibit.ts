import type { TableExample } from '../../protocol/table-manifests.ts'
import type { RowAnswer, RowsResult } from '../../protocol/table-tasks.ts'
import type { LiveAnswer } from './use-live-row.ts'

export type Answer = Omit<RowAnswer, 'fromCache'>

/** What stands in the output. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example's answer from the export itself: no model has run yet. */
  | { readonly kind: 'beforehand'; readonly key: string; readonly answer: Answer }
  | {
      readonly kind: 'live'
      readonly key: string
      readonly answer: RowAnswer
      readonly result: RowsResult
    }

/** An example that has its answer with it, by the key of its row. */
export interface KnownExample {
  readonly key: string
  readonly answer: Answer
}

export function exhibitOf(live: LiveAnswer | undefined, known: KnownExample | undefined): Exhibit {
  if (live !== undefined) return { kind: 'live', ...live }
  return known === undefined ? { kind: 'nothing' } : { kind: 'beforehand', ...known }
}

export function answerOfExample({ predictions, values }: TableExample): Answer | undefined {
  if (predictions?.[0] !== undefined) {
    return { prediction: predictions[0].class, probabilities: predictions }
  }
  return values?.[0] === undefined ? undefined : { prediction: values[0], values }
}
