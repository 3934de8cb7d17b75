/** The page's handle on the worker, as the rest of the page sees it. `host.ts` is the real one, `testing/` has a fake. */
import type { Computed, LoadProgress, NamedTensors, OpenedModel } from '../protocol/calls.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { Manifest, ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Described, ExportSource, LocalFiles } from '../protocol/source.ts'
import type { StoreReport } from '../protocol/stored.ts'
import type { TaskInput, TaskProgress, TaskResult } from '../protocol/tasks.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'

export interface Engine {
  /**
   * Starts a worker, loads the model in it and resolves when it can run. An engine holds one model at a time:
   * opening another one ends the worker of the one before, which is the only way to give its memory back.
   * Rejects with a `VitrineError`; with code `aborted` when `signal` fired or another `open` came.
   */
  open<M extends Manifest>(
    manifest: M,
    options: LoadOptions & { runtime: Runtime; files?: LocalFiles },
  ): Promise<Model<M['task']>>
  /** Ends the worker. The engine can be used again afterwards. */
  close(): void
  /**
   * Finds out what an export is. Like the calls below it has a worker of its own for as long as it takes, so the open
   * model goes on undisturbed. `author` are the person's corrections.
   */
  describe(
    source: ExportSource,
    options?: LoadOptions & { author?: VitrineJson },
  ): Promise<Described>
  inspect(manifest: Manifest, options?: LoadOptions & { files?: LocalFiles }): Promise<GraphFacts>
  stored(): Promise<StoreReport>
  forget(keys: readonly string[]): Promise<StoreReport>
}

export interface LoadOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
}

export interface Model<T extends Task = Task> {
  readonly manifest: ManifestOf<T>
  readonly opened: OpenedModel
  /**
   * Runs once; calls are served in order. When the worker has died in between, a new one is started and the
   * model is loaded again before this run. Rejects with a `VitrineError`: at once with `aborted` when `signal`
   * fires, with `worker-died` when the worker ends in the middle.
   */
  run(
    input: TaskInput<T>,
    options?: { signal?: AbortSignal; onProgress?: (p: TaskProgress<T>) => void },
  ): Promise<TaskResult<T>>
  /** Runs the bare graph on tensors; in the same order as runs, and rejecting as they do. */
  compute(tensors: NamedTensors, options?: { signal?: AbortSignal }): Promise<Computed>
  /** Called when `opened` changes: after a restart the model may run elsewhere. Returns the unsubscriber. */
  onReopened(listener: (opened: OpenedModel) => void): () => void
}
