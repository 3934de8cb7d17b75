import type { Engine, Model } from '../engine/engine.ts'
import { asVitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { nextEstimate, type LoadEstimate } from './load-estimate.ts'

/**
 * Opens models on the engine, and knows how far the load under way is. Progress changes many times a second and
 * belongs to no result, so it lives here and not in the cache of queries.
 */
export interface Loader {
  open<M extends Manifest>(manifest: M, runtime: Runtime): Promise<Model<M['task']>>
  /** Gives up the load under way, if there is one. */
  cancel(): void
  /** Ends the worker of this model, unless another model has taken its place. */
  release(modelId: string, runtime: Runtime): void
  /** Of the load under way; undefined before its first word. */
  estimate(): LoadEstimate | undefined
  /** Calls back when `estimate` changes. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
}

export function createLoader(engine: Engine, now = () => performance.now()): Loader {
  const listeners = new Set<() => void>()
  let held: { name: string; controller: AbortController } | undefined
  let estimate: LoadEstimate | undefined

  function setEstimate(next: LoadEstimate | undefined) {
    estimate = next
    for (const listener of listeners) listener()
  }

  return {
    async open<M extends Manifest>(manifest: M, runtime: Runtime) {
      held?.controller.abort()
      const controller = new AbortController()
      const mine = { name: nameOf(manifest.id, runtime), controller }
      held = mine
      setEstimate(undefined)
      try {
        return await engine.open(manifest, {
          runtime,
          signal: controller.signal,
          onProgress: (progress) => {
            if (held === mine) setEstimate(nextEstimate(estimate, progress, now()))
          },
        })
      } catch (error) {
        throw asVitrineError(error)
      }
    },
    cancel: () => held?.controller.abort(),
    release(modelId, runtime) {
      if (held?.name !== nameOf(modelId, runtime)) return
      held.controller.abort()
      held = undefined
      engine.close()
    },
    estimate: () => estimate,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function nameOf(modelId: string, runtime: Runtime): string {
  return `${runtime} ${modelId}`
}
