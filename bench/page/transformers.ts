/**
 * The part of Transformers.js that the bench calls. Written down here, because its own types are installed with it
 * and a clone that never ran the bench has to compile.
 */
export interface Transformers {
  readonly env: {
    allowRemoteModels: boolean
    allowLocalModels: boolean
    localModelPath: string
    useBrowserCache: boolean
    useWasmCache: boolean
    readonly backends: {
      readonly onnx: {
        readonly wasm: { wasmPaths: { mjs: string; wasm: string }; numThreads: number }
      }
    }
  }
  readonly RawImage: new (
    data: Uint8ClampedArray,
    width: number,
    height: number,
    channels: 4,
  ) => PeerImage
  readonly BaseStreamer: new () => { put(ids: readonly (readonly bigint[])[]): void; end(): void }
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => PeerTensor
  readonly DynamicCache: new (entries: Readonly<Record<string, PeerTensor>>) => PeerCache
  readonly AutoModelForCausalLM: {
    from_pretrained(folder: string, options: ModelOptions): Promise<CausalLM>
  }
  pipeline(task: 'image-classification', folder: string, options: ModelOptions): Promise<Classifier>
}

/** The library's own, of which the bench knows nothing. */
export interface PeerImage {
  readonly width: number
  readonly height: number
}

export interface ModelOptions {
  readonly device: 'wasm' | 'webgpu'
  readonly dtype: 'fp32'
  readonly subfolder?: string
  readonly model_file_name?: string
}

export interface PeerTensor {
  readonly data: BigInt64Array
  readonly dims: readonly number[]
  readonly location: string
}

/** Tensors by the names of their inputs. */
export type PeerCache = Readonly<Record<string, PeerTensor>> & { dispose(): Promise<void> }

export interface PeerSession {
  run(feeds: Readonly<Record<string, PeerTensor>>): Promise<Readonly<Record<string, PeerTensor>>>
}

export interface CausalLM {
  readonly sessions: Readonly<Record<string, PeerSession>>
  /** With `return_dict_in_generate`. */
  generate(
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly sequences: PeerTensor; readonly past_key_values: PeerCache }>
}

export type Classifier = (
  image: Blob | PeerImage,
  options: { readonly top_k: number },
) => Promise<readonly { readonly label: string; readonly score: number }[]>
