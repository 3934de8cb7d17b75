import type { LoadProgress } from '../protocol/calls.ts'
import { asVitrineError } from '../protocol/errors.ts'
import { nextEstimate, type LoadEstimate } from './load-estimate.ts'

/** One load at a time: how far it is, and the way to give it up. */
export interface LoadTrack {
  /** Takes the place of the load before, if there is one. Rejects with a `VitrineError`. */
  start<T>(name: string, begin: (options: Load) => Promise<T>): Promise<T>
  /** Gives up the load under way, if there is one. */
  cancel(): void
  /** The load that was started last, whether it is done or not. */
  name(): string | undefined
  /** Gives up what was started and forgets its name. */
  clear(): void
  /** Of the load under way; undefined before its first word. */
  estimate(): LoadEstimate | undefined
  /** Calls back when `estimate` changes. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
}

export interface Load {
  readonly signal: AbortSignal
  readonly onProgress: (progress: LoadProgress) => void
}

export function createLoadTrack(now: () => number): LoadTrack {
  const listeners = new Set<() => void>()
  let held: { name: string; controller: AbortController } | undefined
  let estimate: LoadEstimate | undefined

  function setEstimate(next: LoadEstimate | undefined) {
    estimate = next
    for (const listener of listeners) listener()
  }

  return {
    async start(name, begin) {
      held?.controller.abort()
      const controller = new AbortController()
      const mine = { name, controller }
      held = mine
      setEstimate(undefined)
      const onProgress = (progress: LoadProgress) => {
        if (held === mine) setEstimate(nextEstimate(estimate, progress, now()))
      }
      try {
        return await begin({ signal: controller.signal, onProgress })
      } catch (error) {
        throw asVitrineError(error)
      }
    },
    cancel: () => held?.controller.abort(),
    name: () => held?.name,
    clear() {
      held?.controller.abort()
      held = undefined
    },
    estimate: () => estimate,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
