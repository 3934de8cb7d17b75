/**
 * The contract between page and worker. Every call has one request and exactly one reply (`done` or `failed`), with
 * any number of others in between: how far it is, and when it hears nothing. Handlers in the worker are a mapped type
 * over `Calls`: a call without a handler does not compile.
 */
import type { Tensor } from '../core/tensors/tensor.ts'
import type { WireError } from './errors.ts'
import type { GraphFacts } from './graph.ts'
import type { Manifest, Task } from './manifest.ts'
import type { Runtime, RuntimeReport } from './runtime.ts'
import type { Described, ExportSource, LocalFiles } from './source.ts'
import type { KeptIn, StoreReport } from './stored.ts'
import type { Tasks } from './tasks.ts'
import type { VitrineJson } from './vitrine-json.ts'

export interface Calls {
  /** Finds out what an export is. Fetches no more than that takes: of a link, often no weights at all. */
  describe: { args: DescribeArgs; progress: LoadProgress; result: Described }
  /** Reads the model's graph, from the store where it has come already. */
  inspect: { args: InspectArgs; progress: LoadProgress; result: GraphFacts }
  /** What the store holds. */
  stored: { args: Record<string, never>; progress: never; result: StoreReport }
  /** Removes files from the store by their keys, and downloads that were cut. Resolves with what is left. */
  forget: { args: { keys: readonly string[] }; progress: never; result: StoreReport }
  /** Fetches, verifies and loads a model. One worker holds one model: the first `open` decides which. */
  open: { args: OpenArgs; progress: LoadProgress; result: OpenedModel }
  /** Runs the opened model once. */
  run: {
    args: { input: Tasks[Task]['input'] }
    progress: Tasks[Task]['progress']
    result: Tasks[Task]['result']
  }
  /** Runs the opened model's graph on tensors as they are, whatever its task: no pipeline has to do with it. */
  compute: { args: { tensors: NamedTensors }; progress: never; result: Computed }
}

export type CallName = keyof Calls

/** By the name of the graph's input or output. */
export type NamedTensors = Readonly<Record<string, Tensor>>

export interface Computed {
  /** Those of the graph's outputs that are tensors, in its own order. */
  readonly outputs: NamedTensors
  readonly runMs: number
}

export interface DescribeArgs {
  readonly source: ExportSource
  /** The person's corrections; they win over the export's own `vitrine.json`. */
  readonly author?: VitrineJson
  readonly pageUrl: string
}

export interface InspectArgs {
  readonly manifest: Manifest
  readonly files?: LocalFiles
  readonly pageUrl: string
}

export interface OpenArgs {
  readonly manifest: Manifest
  /** The export's files, where they lie on this device. */
  readonly files?: LocalFiles
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
  /** The sum of the manifest's sizes, never a response's `Content-Length`. 0 while a size is not known. */
  readonly totalBytes: number
  /** Why nothing comes at the moment; absent when something does. */
  readonly waiting?: LoadWait
}

export type LoadWait =
  | { readonly for: 'retry'; readonly seconds: number }
  /** Another tab is downloading the same file. */
  | { readonly for: 'other-tab' }

export interface OpenedModel {
  readonly runtime: RuntimeReport
  /** False when at least one file had no known hash. */
  readonly verified: boolean
  readonly sizeBytes: number
  /** Which file runs, and why that one where there was a choice. */
  readonly model: { readonly path: string; readonly why?: string }
  readonly kept: Kept
  /** From the call to a session that is ready to run. */
  readonly loadMs: number
}

/** Whether the next visit will find the model here. */
export type Kept =
  /** It was opened from this device, and is not copied. */
  | { readonly where: 'device' }
  | { readonly where: Exclude<KeptIn, 'memory'> }
  /** It will be downloaded again. */
  | { readonly where: 'nowhere'; readonly why: 'storage-full' | 'storage-refused' }

export type Request =
  | { [C in CallName]: { id: number; call: C; args: Calls[C]['args'] } }[CallName]
  | { id: number; call: 'cancel' }

/** Sent once, unasked, when the worker holds the Web Lock of its name: from then on its death can be noticed. */
export interface SignOfLife {
  readonly id: 0
  readonly status: 'alive'
}

/**
 * What strangers wrote and a worker cannot be interrupted in: making a tokenizer of its file, matching a text with its
 * patterns, filling in a chat template.
 */
export type DeafWork = 'make-tokenizer' | 'encode' | 'decode' | 'chat-template'

export type Reply<C extends CallName = CallName> =
  /** The worker hears nothing until its next reply to this call. After `budgetMs` without one, it will not come. */
  | { id: number; status: 'deaf'; work: DeafWork; budgetMs: number }
  | { id: number; status: 'listening' }
  /** One or more, in order: a quick model makes many tokens in the time that one message takes. */
  | { id: number; status: 'progress'; progress: readonly Calls[C]['progress'][] }
  | { id: number; status: 'done'; result: Calls[C]['result'] }
  | { id: number; status: 'failed'; error: WireError }
