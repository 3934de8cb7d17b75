import type { Engine, Model } from '../engine/engine.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Described, ExportSource, LocalFiles } from '../protocol/source.ts'
import type { StoreReport } from '../protocol/stored.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { LoadEstimate } from './load-estimate.ts'
import { askToPersist } from './ask-to-persist.ts'
import { createLoadTrack } from './load-track.ts'
import { createRunLog, type RunLog } from './run-log.ts'

/**
 * Opens models on the engine, and knows how far the load under way is. Progress changes many times a second and
 * belongs to no result, so it lives here and not in the cache of queries.
 */
export interface Loader {
  open<M extends Manifest>(manifest: M, runtime: Runtime): Promise<Model<M['task']>>
  /**
   * Finds out what an export is. One description at a time; the open model goes on meanwhile.
   * @param name tells this source from all others, towards `describing`
   */
  describe(name: string, source: ExportSource, author: VitrineJson): Promise<Described>
  /** The description under way. */
  readonly describing: Describing
  inspect(manifest: Manifest, signal: AbortSignal): Promise<GraphFacts>
  stored(): Promise<StoreReport>
  forget(keys: readonly string[]): Promise<StoreReport>
  /** One of an export's files, where it did not have to be fetched or has been already. */
  atHand(manifest: Pick<Manifest, 'base'>, path: string): Blob | undefined
  /** Gives up the load under way, if there is one. */
  cancel(): void
  /** Ends the worker of this session, unless another one has taken its place. */
  release(session: string): void
  /** The model that is loaded, and has not been let go since. */
  current(): Model | undefined
  readonly runs: RunLog
  /** Of the load under way; undefined before its first word. */
  estimate(): LoadEstimate | undefined
  /** Calls back when `estimate` changes. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
}

export interface Describing {
  estimate(): LoadEstimate | undefined
  subscribe(listener: () => void): () => void
  cancel(): void
  /** Gives up a description that nobody waits for any more: every one but that of this name. */
  keepOnly(name: string | undefined): void
}

export function createLoader(engine: Engine, now = () => performance.now()): Loader {
  /** By the manifest's base, which no two exports share. */
  const files = new Map<string, LocalFiles>()
  const session = createLoadTrack(now)
  const description = createLoadTrack(now)
  let current: Model | undefined

  return {
    open<M extends Manifest>(manifest: M, runtime: Runtime) {
      const local = files.get(manifest.base)
      current = undefined
      return session.start(sessionName(manifest, runtime), async (options) => {
        const open = { ...options, runtime, ...(local && { files: local }) }
        const model = await engine.open(manifest, open)
        askToPersist(model.opened.kept)
        current = model
        return model
      })
    },
    async describe(name, source, author) {
      const described = await description.start(name, (options) =>
        engine.describe(source, { ...options, author }),
      )
      if (described.files !== undefined) files.set(described.manifest.base, described.files)
      return described
    },
    describing: {
      estimate: description.estimate,
      subscribe: description.subscribe,
      cancel: description.cancel,
      keepOnly(name) {
        if (description.name() !== name) description.clear()
      },
    },
    inspect(manifest, signal) {
      const local = files.get(manifest.base)
      return engine.inspect(manifest, { signal, ...(local && { files: local }) })
    },
    stored: () => engine.stored(),
    forget: (keys) => engine.forget(keys),
    atHand({ base }, path) {
      const file = files.get(base)?.get(path)
      return file instanceof Blob ? file : undefined
    },
    cancel: session.cancel,
    release(name) {
      if (session.name() !== name) return
      session.clear()
      current = undefined
      engine.close()
    },
    current: () => current,
    runs: createRunLog(),
    estimate: session.estimate,
    subscribe: session.subscribe,
  }
}

/** Whatever is changed about an export makes another session of it: its labels, its variant, the runtime. */
export function sessionName(manifest: Manifest, runtime: Runtime): string {
  return JSON.stringify([runtime, manifest])
}
