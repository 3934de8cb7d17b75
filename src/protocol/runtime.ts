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
  | 'not-isolated'
  | 'one-core'
  | 'software-adapter'
  | 'mixed-placement'

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
}
