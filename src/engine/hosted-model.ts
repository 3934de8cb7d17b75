import type { CallName, Calls, LoadProgress, OpenArgs, OpenedModel } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ManifestOf, Task } from '../protocol/manifest.ts'
import type { Tasks } from '../protocol/tasks.ts'
import { abortable } from './abortable.ts'
import type { CallOptions } from './client.ts'
import { createDeferred } from './deferred.ts'
import type { Model } from './engine.ts'
import type { Spawn, WorkerHandle } from './spawn.ts'
import { reachOf } from './reach.ts'

/** How long a worker may take to honour a cancellation before it is ended: compute is gone by then. */
const cancelGraceMs = 500

export interface HostedModel {
  load<T extends Task>(onProgress?: (progress: LoadProgress) => void): Promise<Model<T>>
  end(): void
}

type AnyInput = Tasks[Task]['input']
type AnyOptions = CallOptions<Tasks[Task]['progress']>

/** What uses the opened model. */
type Use = Extract<CallName, 'run' | 'compute'>

/** A model and the worker that holds it. When that worker dies, the next run starts another and loads it again. */
export function createHostedModel(given: OpenArgs, spawn: Spawn): HostedModel {
  const listeners = new Set<(opened: OpenedModel) => void>()
  let openArgs = given
  let ended = false
  let worker: WorkerHandle | undefined
  let opening: Promise<OpenedModel> | undefined
  /** Settles when the worker is free; never rejects. */
  let free: Promise<void> = Promise.resolve()

  function open(onProgress?: (progress: LoadProgress) => void): Promise<OpenedModel> {
    if (ended) return Promise.reject(new VitrineError('aborted'))
    if (opening !== undefined && worker?.isDead() === false) return opening
    const fresh = spawn(reachOf(openArgs.manifest.base, openArgs.pageUrl))
    worker = fresh
    const loading = fresh.client.call('open', openArgs, { onProgress }).result
    opening = loading
    // A failed load leaves a worker that holds nothing: the next attempt starts anew.
    loading.catch(() => fresh.end('worker-died'))
    return loading
  }

  async function reopen(): Promise<WorkerHandle> {
    const wasAlive = worker?.isDead() === false
    const opened = await open()
    if (!wasAlive) for (const listener of listeners) listener(opened)
    if (worker === undefined) throw new VitrineError('worker-died')
    return worker
  }

  async function useOnce<C extends Use>(
    name: C,
    args: Calls[C]['args'],
    options: CallOptions<Calls[C]['progress']>,
  ): Promise<Calls[C]['result']> {
    const { client, end } = await reopen()
    if (options.signal?.aborted) throw new VitrineError('aborted')
    const { result, landed } = client.call(name, args, options)
    free = landed
    result.catch((error: unknown) => {
      if (endsWorker(error)) end('worker-died')
    })
    options.signal?.addEventListener('abort', () => {
      const timer = setTimeout(() => end('worker-died'), cancelGraceMs)
      void landed.then(() => clearTimeout(timer))
    })
    return result
  }

  /** Waits its turn, so that a worker ended for one call's sake takes no other call with it. */
  async function use<C extends Use>(
    name: C,
    args: Calls[C]['args'],
    options: CallOptions<Calls[C]['progress']> = {},
  ): Promise<Calls[C]['result']> {
    const turn = createDeferred<void>()
    const before = tail
    tail = turn.promise
    try {
      await abortable(before, options.signal)
      await abortable(free, options.signal)
      try {
        return await abortable(useOnce(name, args, options), options.signal)
      } catch (error) {
        if (!(error instanceof VitrineError) || error.code !== 'gpu-lost') throw error
        // Nothing in this worker can be trusted with a GPU again: another one, on WASM, and the same run once more.
        worker?.end('gpu-lost')
        openArgs = { ...openArgs, runtime: 'wasm', gpuLost: true }
        return await abortable(useOnce(name, args, options), options.signal)
      }
    } finally {
      // Behind the one before, also when this one was given up while it waited.
      void before.then(() => turn.resolve())
    }
  }
  let tail: Promise<void> = Promise.resolve()

  return {
    async load<T extends Task>(onProgress?: (progress: LoadProgress) => void): Promise<Model<T>> {
      let opened = await open(onProgress)
      listeners.add((next) => {
        opened = next
      })
      return {
        // `given` is typed by its task where the engine takes it; inside, a task is just a task.
        manifest: given.manifest as ManifestOf<T>,
        get opened() {
          return opened
        },
        run: (input: AnyInput, options?: AnyOptions) => use('run', { input }, options),
        compute: (tensors, options) => use('compute', { tensors }, options),
        onReopened(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      }
    },
    end() {
      ended = true
      worker?.end('aborted')
    },
  }
}

/** A trap leaves an instance that could answer wrongly, and a full heap never shrinks: the next run gets another worker. */
function endsWorker(error: unknown): boolean {
  return (
    error instanceof VitrineError &&
    (error.code === 'worker-died' || error.code === 'out-of-memory')
  )
}
