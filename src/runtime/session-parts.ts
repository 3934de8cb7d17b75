/** What a session is opened from, and what is reached through it: the words that the files of a session share. */
import type { ExecutionProvider, Runtime } from '../protocol/runtime.ts'
import type { Gpu } from './gpu.ts'
import type { Ort } from './ort.ts'
import type { RawModule } from './raw-module.ts'

export interface ModelFiles {
  /** The model's path, for messages. */
  readonly path: string
  readonly model: Uint8Array
  /**
   * Weights beside the graph, by the name that the graph calls them. The jspi build reads a `Blob` piece by piece as
   * it needs them; the other builds read it whole, and let it go.
   */
  readonly external: readonly { readonly path: string; readonly data: Uint8Array | Blob }[]
}

export interface OpenSessionOptions {
  readonly requested: Runtime
  /**
   * Leave outputs in GPU buffers when the session runs on WebGPU. Only for callers that go through `raw` and have no
   * buffers of their own: after a run that failed, such a session has inputs and outputs bound that are gone, and what
   * runs next breaks the instance off (1.30.0).
   */
  readonly keepOutputsOnGpu?: boolean
  /**
   * Be able to record runs on WebGPU: for graphs whose nodes all run there, in shapes that stay the same. Others are
   * opened without. Such a session is for `decoder/` alone.
   */
  readonly capture?: boolean
  /** The model in the form that suits the provider; asked again when WASM takes over from the GPU. */
  readonly filesFor: (provider: ExecutionProvider) => Promise<ModelFiles>
}

export type Inside =
  /** The wasm heap, by the session's handle. */
  | { readonly provider: 'wasm'; readonly module: RawModule; readonly sessionId: number }
  /** Buffers on the session's own device. */
  | {
      readonly provider: 'webgpu'
      readonly gpu: Gpu
      /** The session can record a run, and play it back. What it can run otherwise is limited: see `decoder/gpu/`. */
      readonly captures: boolean
      /**
       * Into buffers that are there already; an output that is `null` gets a new one.
       * @param recording by its number: the first run with it is recorded, later ones play it back, whatever they are
       * given. It is for the buffers and shapes of the first run alone. Absent: a run like any other
       */
      run(
        feeds: Ort.InferenceSession.OnnxValueMapType,
        into: Outputs,
        recording?: number,
      ): Promise<Results>
    }

type Outputs = Exclude<Ort.InferenceSession.FetchesType, readonly string[]>
type Results = Ort.InferenceSession.OnnxValueMapType
