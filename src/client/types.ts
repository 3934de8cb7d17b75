/** What `vitrine.js` gives to whoever imports it. */
import type { Tensor } from '../core/tensors/tensor.ts'
import type { LoadProgress, NamedTensors } from '../protocol/calls.ts'
import type { GenerationSettings, Manifest, Prediction } from '../protocol/manifest.ts'
import type { Runtime, RuntimeReport } from '../protocol/runtime.ts'
import type { TableRow } from '../protocol/table-tasks.ts'
import type { ChatMessage, FinishReason } from '../protocol/tasks.ts'

/**
 * Where an export lies: the address of its folder or of an `.onnx` or `.zip` file, relative to the document; a Hugging
 * Face id as "hf:owner/name"; or its files. Files of a folder that a person picked keep their places in it
 * (`webkitRelativePath`).
 */
export type ExportDir = string | URL | readonly File[]

export interface LoadOptions {
  /** `auto` where nothing is said: WebGPU where there is a GPU and the model gains by it, else WebAssembly. */
  readonly runtime?: Runtime
  /** Gives the load up: it rejects with code `aborted`. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
}

/** A tensor to run a model on; numbers may come in a plain list too. */
export type GivenTensor =
  | Tensor
  | {
      readonly type: Tensor['type']
      readonly dims: readonly number[]
      readonly data: readonly (number | string | boolean | bigint)[]
    }

/**
 * The model's outputs by their names. When one bare tensor was given and the model has one output, `type`, `dims` and
 * `data` are that output's own: a tensor in, a tensor out.
 */
export type Outputs = NamedTensors & Partial<Pick<Tensor, 'type' | 'dims' | 'data'>>

export interface ExportedModel {
  /** Runs the bare graph: no resizing, no tokenizer, no softmax. */
  (tensor: GivenTensor, options?: { signal?: AbortSignal }): Promise<Outputs>
  (
    tensors: Readonly<Record<string, GivenTensor>>,
    options?: { signal?: AbortSignal },
  ): Promise<Outputs>
  /** What was found out about the export: its task, its labels, its preprocessing. */
  readonly manifest: Manifest
  /** Where it runs, with how many threads, and why not on something faster. Changes when a GPU is lost. */
  readonly runtime: RuntimeReport
  /**
   * Answers as the demo's page does. Which of the answers it is, the model's task says, which no compiler knows: say it,
   * as in `predict<TableAnswer>(row)`, where it is not predictions.
   */
  predict<A extends Answer = PredictionsAnswer>(
    input: PredictInput,
    options?: PredictOptions,
  ): Promise<A>
  /** Writes: a text model goes on with the prompt, a chat model answers the conversation. */
  generate(prompt: string | readonly ChatMessage[], options?: GenerateOptions): Generation
  /** Ends its worker and gives its memory back. */
  dispose(): void
}

export type PictureInput =
  | Blob
  | URL
  | ImageBitmap
  | ImageData
  | VideoFrame
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas

/**
 * By task: a picture (or a string that is its address); a row of a table by feature name, or several; a text, or two to
 * be compared; a conversation; tensors by input name.
 */
export type PredictInput =
  | string
  | PictureInput
  | TableRow
  | readonly TableRow[]
  | readonly string[]
  | readonly ChatMessage[]
  | Readonly<Record<string, GivenTensor>>

export interface PredictOptions extends Partial<GenerationSettings> {
  /** How many classes, 1 to 10; 3 where nothing is said. Of a text model, the setting of that name. */
  readonly topK?: number
  readonly signal?: AbortSignal
}

/** The JSON that the demo's page copies and the API sends. */
export type Answer =
  | PredictionsAnswer
  | TableAnswer
  | readonly TableAnswer[]
  | TextAnswer
  | { readonly masks: readonly (readonly Prediction[])[] }
  | EmbeddingsAnswer
  | PixelsAnswer
  | TensorsAnswer

export interface PredictionsAnswer {
  /** Best first. */
  readonly predictions: readonly FoundPrediction[]
}

export interface FoundPrediction {
  readonly class: string
  /** In [0, 1]; absent for an area of a model that does not say. */
  readonly prob?: number
  /** Of a thing, in pixels of the upright picture. */
  readonly box?: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
  readonly points?: readonly { readonly x: number; readonly y: number }[]
  /** Of a segment: its share of the picture. */
  readonly area?: number
}

export interface TableAnswer {
  readonly prediction: string | number | Readonly<Record<string, number>>
  readonly probabilities?: Readonly<Record<string, number>>
  readonly model_version?: string
}

export interface TextAnswer {
  /** The continuation, without the prompt. */
  readonly text: string
  readonly tokens: readonly string[]
  readonly ids: readonly number[]
  readonly finish_reason: FinishReason
  /** Of the last position, one for each entry of the vocabulary, when asked for. */
  readonly logits?: readonly number[]
}

export interface EmbeddingsAnswer {
  readonly similarity?: number
  readonly dimensions: number
  readonly embeddings: readonly (readonly number[])[]
}

export interface PixelsAnswer {
  readonly input: { readonly width: number; readonly height: number }
  readonly output: {
    readonly width: number
    readonly height: number
    readonly range?: { readonly min: number; readonly max: number }
  }
  /** What came out, red, green, blue and alpha; not part of the JSON. */
  readonly pixels: Uint8ClampedArray
}

export interface TensorsAnswer {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly type: string
        readonly dims: readonly number[]
        readonly data: readonly (number | string | boolean)[]
        /** Where `data` holds only the first of so many. */
        readonly elements?: number
      }
    >
  >
}

/** The export's own defaults stand where nothing is said. */
export interface GenerateOptions extends Partial<GenerationSettings> {
  /** Stops it: the text so far is the answer, with `finish_reason` "abort". */
  readonly signal?: AbortSignal
  /** Also gives the logits of the last position. */
  readonly logits?: boolean
}

/** A text while it is written: pieces to go through with `for await`, which `break` stops; and all of it at the end. */
export interface Generation extends AsyncIterable<string> {
  readonly result: Promise<TextAnswer>
}
