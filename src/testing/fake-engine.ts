import type { Engine, LoadOptions, Model } from '../engine/engine.ts'
import type { Computed, LoadProgress, NamedTensors, OpenedModel } from '../protocol/calls.ts'
import { VitrineError, type ErrorCode, type ErrorFacts } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { Manifest, ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Described, ExportSource } from '../protocol/source.ts'
import type { StoreReport } from '../protocol/stored.ts'
import type { TaskInput, TaskProgress, TaskResult } from '../protocol/tasks.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { buildOpened } from './builders.ts'

/** A load that a test lets go on, succeed or fail. */
export interface FakeLoad {
  readonly manifest: Manifest
  readonly runtime: Runtime
  isAborted(): boolean
  report(progress: LoadProgress): void
  succeed(opened?: OpenedParts): void
  fail(code: ErrorCode, facts?: ErrorFacts): void
}

/** A run that a test lets go on, finish or fail. */
export interface FakeRun<T extends Task = Task> {
  readonly input: TaskInput<T>
  isAborted(): boolean
  step(progress: TaskProgress<T>): void
  finish(result: TaskResult<T>): void
  fail(code: ErrorCode, facts?: ErrorFacts): void
}

/** A question about an export that a test answers. */
export interface FakeQuestion<T> {
  isAborted(): boolean
  report(progress: LoadProgress): void
  answer(value: T): void
  fail(code: ErrorCode, facts?: ErrorFacts): void
}

/** Keeps the engine's promises (`engine.ts`) and does nothing by itself, unless it is told to load at once. */
export class FakeEngine implements Engine {
  readonly loads: FakeLoad[] = []
  readonly runs: FakeRun[] = []
  readonly computations: (FakeQuestion<Computed> & { tensors: NamedTensors })[] = []
  readonly descriptions: (FakeQuestion<Described> & {
    source: ExportSource
    author: VitrineJson | undefined
  })[] = []
  readonly inspections: (FakeQuestion<GraphFacts> & { manifest: Manifest })[] = []
  store: StoreReport = { keptIn: 'opfs', files: [], partialBytes: 0 }
  closeCount = 0
  readonly #loadsAtOnce: boolean
  readonly #opened: OpenedParts
  readonly #reopened = new Set<(opened: OpenedModel) => void>()
  #giveUp: (() => void) | undefined

  constructor({ loadsAtOnce = true, opened = {} }: FakeEngineOptions = {}) {
    this.#loadsAtOnce = loadsAtOnce
    this.#opened = opened
  }

  open<M extends Manifest>(
    manifest: M,
    { runtime, signal, onProgress }: Parameters<Engine['open']>[1],
  ): Promise<Model<M['task']>> {
    this.#giveUp?.()
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new VitrineError('aborted'))
      this.#giveUp = giveUp
      signal?.addEventListener('abort', giveUp)
      const load: FakeLoad = {
        manifest,
        runtime,
        isAborted: () => signal?.aborted === true,
        report: (progress) => onProgress?.(progress),
        succeed: (opened) => resolve(this.#model(manifest, { ...this.#opened, ...opened })),
        fail: (code, facts) => reject(new VitrineError(code, facts)),
      }
      this.loads.push(load)
      if (this.#loadsAtOnce) load.succeed()
    })
  }

  describe(
    source: ExportSource,
    { author, ...options }: LoadOptions & { author?: VitrineJson } = {},
  ): Promise<Described> {
    return this.#ask((question) => this.descriptions.push({ ...question, source, author }), options)
  }

  inspect(manifest: Manifest, options: LoadOptions = {}): Promise<GraphFacts> {
    return this.#ask((question) => this.inspections.push({ ...question, manifest }), options)
  }

  stored(): Promise<StoreReport> {
    return Promise.resolve(this.store)
  }

  forget(keys: readonly string[]): Promise<StoreReport> {
    const files = this.store.files.filter(({ key }) => !keys.includes(key))
    this.store = { ...this.store, files, partialBytes: 0 }
    return Promise.resolve(this.store)
  }

  #ask<T>(
    keep: (question: FakeQuestion<T>) => void,
    { signal, onProgress }: LoadOptions,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new VitrineError('aborted')))
      keep({
        isAborted: () => signal?.aborted === true,
        report: (progress) => onProgress?.(progress),
        answer: resolve,
        fail: (code, facts) => reject(new VitrineError(code, facts)),
      })
    })
  }

  close(): void {
    this.closeCount += 1
    this.#giveUp?.()
  }

  /** As after the death of a worker: the next run has loaded the model somewhere else. */
  reopen(opened: OpenedParts): void {
    for (const listener of this.#reopened) listener(buildOpened(opened))
  }

  #model<T extends Task>(manifest: Manifest, opened: OpenedParts): Model<T> {
    let current = buildOpened(opened)
    this.#reopened.add((next) => {
      current = next
    })
    return {
      manifest: manifest as ManifestOf<T>,
      get opened() {
        return current
      },
      run: (input, { signal, onProgress } = {}) =>
        new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new VitrineError('aborted')))
          const run: FakeRun<T> = {
            input,
            isAborted: () => signal?.aborted === true,
            step: (progress) => onProgress?.(progress),
            finish: resolve,
            fail: (code, facts) => reject(new VitrineError(code, facts)),
          }
          this.runs.push(run)
        }),
      compute: (tensors, options = {}) =>
        this.#ask((question) => this.computations.push({ ...question, tensors }), options),
      onReopened: (listener) => {
        this.#reopened.add(listener)
        return () => this.#reopened.delete(listener)
      },
    }
  }
}

type OpenedParts = Parameters<typeof buildOpened>[0] & object

interface FakeEngineOptions {
  loadsAtOnce?: boolean
  opened?: OpenedParts
}
