/** What the page asks of the worker that holds Transformers.js. */
export type PeerCall =
  | { readonly call: 'open'; readonly args: PeerSetup }
  /** Runs a prompt and keeps its cache, for every `generate` with one token more. */
  | { readonly call: 'fill'; readonly args: { readonly promptIds: readonly number[] } }
  | { readonly call: 'generate' | 'generateCounted'; readonly args: GenerateArgs }
  | { readonly call: 'classify'; readonly args: { readonly image: Blob; readonly topK: number } }
  | { readonly call: 'classifyPixels'; readonly args: PixelsArgs }

/** A frame as a canvas gives it: RGBA. */
export interface PixelsArgs {
  readonly pixels: Uint8ClampedArray
  readonly width: number
  readonly height: number
  readonly topK: number
}

export interface GenerateArgs {
  readonly promptIds: readonly number[]
  readonly newTokens: number
}

export interface PeerSetup {
  readonly task: 'text-generation' | 'image-classification'
  /** The folder with Transformers.js and its runtime, and the one with models; both end in "/". */
  readonly libraryUrl: string
  readonly modelsPath: string
  readonly model: string
  /** Of several `.onnx` in the model's folder; absent: `onnx/model.onnx`. */
  readonly file?: string
  /** Absent: WASM. */
  readonly device?: 'wasm' | 'webgpu'
  readonly threads: number
  /** With the library's own caches, as its users have them. */
  readonly cached?: boolean
}

export type PeerReply =
  | { readonly status: 'done'; readonly result: unknown }
  | { readonly status: 'failed'; readonly message: string }
