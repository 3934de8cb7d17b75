/**
 * The contract between page and worker. Every call has one request and exactly one reply (`done` or `failed`),
 * with any number of `progress` messages in between. Handlers in the worker are a mapped type over `Calls`:
 * a call without a handler does not compile.
 */
import type { WireError } from './errors.ts'
import type { Manifest, Task } from './manifest.ts'
import type { Runtime, RuntimeReport } from './runtime.ts'
import type { Tasks } from './tasks.ts'

export interface Calls {
  /** Fetches, verifies and loads a model. One worker holds one model: the first `open` decides which. */
  open: { args: OpenArgs; progress: LoadProgress; result: OpenedModel }
  /** Runs the opened model once. */
  run: {
    args: { input: Tasks[Task]['input'] }
    progress: Tasks[Task]['progress']
    result: Tasks[Task]['result']
  }
}

export type CallName = keyof Calls

export interface OpenArgs {
  readonly manifest: Manifest
  /** Absolute address of the page; the manifest's `base` is relative to it. */
  readonly pageUrl: string
  readonly runtime: Runtime
  /** This load replaces a worker whose GPU was lost; the badge says so. */
  readonly gpuLost?: boolean
}

export interface LoadProgress {
  readonly stage: 'download' | 'prepare'
  /** Bytes of all files of the manifest that have arrived. */
  readonly loadedBytes: number
  /** The sum of the manifest's sizes, never a response's `Content-Length`. */
  readonly totalBytes: number
}

export interface OpenedModel {
  readonly runtime: RuntimeReport
  /** False when at least one file had no known hash. */
  readonly verified: boolean
  readonly sizeBytes: number
  /** From the call to a session that is ready to run. */
  readonly loadMs: number
}

export type Request =
  | { [C in CallName]: { id: number; call: C; args: Calls[C]['args'] } }[CallName]
  | { id: number; call: 'cancel' }

/** Sent once, unasked, when the worker holds the Web Lock of its name: from then on its death can be noticed. */
export interface SignOfLife {
  readonly id: 0
  readonly status: 'alive'
}

export type Reply<C extends CallName = CallName> =
  | { id: number; status: 'progress'; progress: Calls[C]['progress'] }
  | { id: number; status: 'done'; result: Calls[C]['result'] }
  | { id: number; status: 'failed'; error: WireError }
