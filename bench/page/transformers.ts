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
  readonly BaseStreamer: new () => { put(ids: readonly (readonly bigint[])[]): void; end(): void }
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => PeerTensor
  readonly AutoModelForCausalLM: {
    from_pretrained(folder: string, options: ModelOptions): Promise<CausalLM>
  }
  pipeline(task: 'image-classification', folder: string, options: ModelOptions): Promise<Classifier>
}

export interface ModelOptions {
  readonly device: 'wasm'
  readonly dtype: 'fp32'
}

export interface PeerTensor {
  readonly data: BigInt64Array
  readonly dims: readonly number[]
}

export interface CausalLM {
  generate(options: Readonly<Record<string, unknown>>): Promise<PeerTensor>
}

export type Classifier = (
  image: Blob,
  options: { readonly top_k: number },
) => Promise<readonly { readonly label: string; readonly score: number }[]>
