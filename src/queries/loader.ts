import type { Engine, Model } from '../engine/engine.ts'
import { asVitrineError } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { LoadProgress } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Described, ExportSource, LocalFiles } from '../protocol/source.ts'
import type { StoreReport } from '../protocol/stored.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { nextEstimate, type LoadEstimate } from './load-estimate.ts'

/**
 * Opens models on the engine, and knows how far the load under way is. Progress changes many times a second and
 * belongs to no result, so it lives here and not in the cache of queries.
 */
export interface Loader {
  open<M extends Manifest>(manifest: M, runtime: Runtime): Promise<Model<M['task']>>
  /** Finds out what an export is. A load like another: it has an estimate and can be cancelled. */
  describe(source: ExportSource, author: VitrineJson): Promise<Described>
  inspect(manifest: Manifest, signal: AbortSignal): Promise<GraphFacts>
  stored(): Promise<StoreReport>
  forget(keys: readonly string[]): Promise<StoreReport>
  /** One of an export's files, where it did not have to be fetched or has been already. */
  atHand(manifest: Manifest, path: string): Blob | undefined
  /** Gives up the load under way, if there is one. */
  cancel(): void
  /** Ends the worker of this session, unless another one has taken its place. */
  release(session: string): void
  /** Of the load under way; undefined before its first word. */
  estimate(): LoadEstimate | undefined
  /** Calls back when `estimate` changes. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
}

export function createLoader(engine: Engine, now = () => performance.now()): Loader {
  const listeners = new Set<() => void>()
  /** By the manifest's base, which no two exports share. */
  const files = new Map<string, LocalFiles>()
  let held: { name: string; controller: AbortController } | undefined
  let estimate: LoadEstimate | undefined

  function setEstimate(next: LoadEstimate | undefined) {
    estimate = next
    for (const listener of listeners) listener()
  }

  /** Takes the place of the load before, if there is one. */
  async function load<T>(name: string, start: (options: Load) => Promise<T>): Promise<T> {
    held?.controller.abort()
    const controller = new AbortController()
    const mine = { name, controller }
    held = mine
    setEstimate(undefined)
    const onProgress = (progress: LoadProgress) => {
      if (held === mine) setEstimate(nextEstimate(estimate, progress, now()))
    }
    try {
      return await start({ signal: controller.signal, onProgress })
    } catch (error) {
      throw asVitrineError(error)
    }
  }

  return {
    open<M extends Manifest>(manifest: M, runtime: Runtime) {
      const local = files.get(manifest.base)
      return load(sessionName(manifest, runtime), (options) =>
        engine.open(manifest, { ...options, runtime, ...(local && { files: local }) }),
      )
    },
    async describe(source, author) {
      const described = await load('describe', (options) =>
        engine.describe(source, { ...options, author }),
      )
      if (described.files !== undefined) files.set(described.manifest.base, described.files)
      return described
    },
    inspect(manifest, signal) {
      const local = files.get(manifest.base)
      return engine.inspect(manifest, { signal, ...(local && { files: local }) })
    },
    stored: () => engine.stored(),
    forget: (keys) => engine.forget(keys),
    atHand(manifest, path) {
      const file = files.get(manifest.base)?.get(path)
      return file instanceof Blob ? file : undefined
    },
    cancel: () => held?.controller.abort(),
    release(session) {
      if (held?.name !== session) return
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

interface Load {
  readonly signal: AbortSignal
  readonly onProgress: (progress: LoadProgress) => void
}

/** Whatever is changed about an export makes another session of it: its labels, its variant, the runtime. */
export function sessionName(manifest: Manifest, runtime: Runtime): string {
  return JSON.stringify([runtime, manifest])
}
