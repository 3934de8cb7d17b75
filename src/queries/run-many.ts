import type { Model } from '../engine/engine.ts'
import { asVitrineError, type ErrorCode, type VitrineError } from '../protocol/errors.ts'
import type { Task } from '../protocol/manifest.ts'
import type { TaskInput, TaskResult } from '../protocol/tasks.ts'

/** Many things for one model. */
export interface Work<T extends Task, Item, Kept> {
  readonly items: readonly Item[]
  inputOf(item: Item): TaskInput<T>
  /** What of a result is worth keeping for each of thousands. */
  keep(result: TaskResult<T>, item: Item): Kept
}

export type Outcome<Kept> =
  | { readonly status: 'done'; readonly kept: Kept }
  | { readonly status: 'failed'; readonly error: VitrineError }

/** The next one waits on the page already, so that the worker has something to do as soon as it is free. */
const lanes = 2
/** So many in a row with the same error are no accident of theirs. */
const mostAlike = 3

interface RunManyOptions<Kept> {
  readonly signal: AbortSignal
  /** Places that are to be left out: they have been done. */
  isDone(place: number): boolean
  onOutcome(place: number, outcome: Outcome<Kept>): void
}

/**
 * Runs the model on one item after the other. One that cannot be read does not stop the rest; a model that fails three
 * times in a row in the same way does.
 * @throws VitrineError `aborted`, and what the model fails with again and again
 */
export async function runMany<T extends Task, Item, Kept>(
  model: Pick<Model<T>, 'run'>,
  { items, inputOf, keep }: Work<T, Item, Kept>,
  { signal, isDone, onOutcome }: RunManyOptions<Kept>,
): Promise<void> {
  const places = [...items.keys()].filter((place) => !isDone(place)).values()
  let isOver = false
  let alike: { code: ErrorCode; count: number } | undefined

  async function lane() {
    // Both lanes take from the same iterator.
    for (const place of places) {
      if (isOver) return
      try {
        const item = items[place]!
        const result = await model.run(inputOf(item), { signal })
        alike = undefined
        onOutcome(place, { status: 'done', kept: keep(result, item) })
      } catch (thrown) {
        const error = asVitrineError(thrown)
        if (error.code === 'aborted') throw error
        onOutcome(place, { status: 'failed', error })
        if (isOfTheItem(error.code)) continue
        alike = { code: error.code, count: alike?.code === error.code ? alike.count + 1 : 1 }
        if (alike.count < mostAlike) continue
        isOver = true
        throw error
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** Whether the item is at fault, and not the model: then trying again is of no use. */
export function isOfTheItem(code: ErrorCode): boolean {
  return code.startsWith('image-') || code === 'file-changed'
}
