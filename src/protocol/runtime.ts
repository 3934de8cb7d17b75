/** What the caller may ask for and the truth about what it got. */

export const runtimes = ['auto', 'webgpu', 'wasm'] as const
/** What the caller asks for. */
export type Runtime = (typeof runtimes)[number]
/** Where a session runs. */
export type ExecutionProvider = 'webgpu' | 'wasm'

/** Why a session does not run on the fastest thing there is. Words for them are in `messages.ts`. */
export type RuntimeReason =
  | 'wasm-requested'
  | 'no-webgpu-api'
  | 'no-gpu-adapter'
  | 'gpu-device-refused'
  | 'gpu-runtime-failed'
  | 'gpu-session-failed'
  | 'gpu-lost'
  | 'cpu-model'
  | 'wasm-quicker'
  | 'not-isolated'
  | 'one-core'
  | 'blobs-refused'
  | 'software-adapter'
  | 'mixed-placement'

/** Where a decoder keeps its KV cache between two tokens, best first. */
export type CachePlace =
  /** One buffer is both past and present: nothing is copied, nothing is allocated. */
  | 'shared'
  /** What one step gave is what the next one takes, where it lies. */
  | 'fed-back'
  /** Out of the runtime and in again at each step. */
  | 'copied'
  /** The graph has no cache: each step runs the whole sequence. */
  | 'none'

export interface DecodingReport {
  readonly cache: CachePlace
  /** The step is recorded once on the GPU and played back. */
  readonly captured: boolean
  /** Something better was tried at load, and why it is not used. */
  readonly passedOver?: 'different-answers' | 'not-possible'
}

export interface RuntimeReport {
  readonly requested: Runtime
  readonly provider: ExecutionProvider
  /** Threads that the WASM kernels use; 1 without cross-origin isolation. */
  readonly threads: number
  readonly reasons: readonly RuntimeReason[]
  /** The GPU's own name for itself, such as "nvidia ada-lovelace" or "google swiftshader". */
  readonly adapter?: string
  /** Which build of ONNX Runtime Web was fetched. */
  readonly build: 'jspi' | 'asyncify' | 'cpu'
  /** In Node: no build for the web runs it, but ONNX Runtime's own for this machine; and so not WebAssembly. */
  readonly native?: true
  /** Of a language model. */
  readonly decoding?: DecodingReport
  /** Both were tried with the model's own shapes, and the quicker one was kept: milliseconds for a run. */
  readonly timed?: Readonly<Record<ExecutionProvider, number>>
}
