/**
 * What each task takes and gives. Adding a task adds one row here, one manifest, one pipeline and one feature;
 * the worker's table of pipelines and the page's table of features are mapped types over these rows.
 */
import type { ByteSource } from '../core/byte-source.ts'
import type { GenerationSettings, Prediction, Task } from './manifest.ts'

export interface Tasks {
  'text-generation': {
    input: TextGenerationInput
    progress: GenerationStep
    result: TextGeneration
  }
  'image-classification': {
    input: ImageClassificationInput
    progress: never
    result: ImageClassification
  }
  tensors: {
    input: TensorsInput
    progress: never
    result: TensorsResult
  }
}

export type TaskInput<T extends Task> = Tasks[T]['input']
export type TaskProgress<T extends Task> = Tasks[T]['progress']
export type TaskResult<T extends Task> = Tasks[T]['result']

export interface TextGenerationInput {
  readonly prompt: string
  readonly settings: GenerationSettings
}

/** A token with the probability that the model itself gave it: softmax over the raw logits, before any setting. */
export interface Candidate {
  readonly id: number
  readonly text: string
  readonly prob: number
}

/** Sent for every new token. */
export interface GenerationStep {
  /** 0 for the first new token. A run that is repeated after a lost GPU starts again at 0. */
  readonly index: number
  /** Characters that are now certain; empty while a character is still incomplete. */
  readonly text: string
  readonly id: number
  /** The vocabulary's own spelling of the token. */
  readonly token: string
  /** The top 3 for the position that this token now fills. */
  readonly candidates: readonly Candidate[]
  readonly tokensPerSecond: number
}

/** `abort` is written by the page, from the pieces that it has when the visitor presses Stop. */
export type FinishReason = 'stop' | 'length' | 'abort'

export interface TextGeneration {
  /** The continuation, without the prompt. */
  readonly text: string
  readonly tokens: readonly string[]
  readonly ids: readonly number[]
  readonly finishReason: FinishReason
  /** True when `length` means that the context is full, not that `maxNewTokens` was reached. */
  readonly contextFull: boolean
  /** The top 3 for the token that would come next. */
  readonly candidates: readonly Candidate[]
  readonly promptTokens: number
  readonly timing: GenerationTiming
}

export interface GenerationTiming {
  /** From the call to the first token's logits. */
  readonly prefillMs: number
  /** From the first token to the last; what is run after that, for the final candidates, is not in it. */
  readonly decodeMs: number
  /** New tokens after the first, over `decodeMs`. 0 when there was none. */
  readonly tokensPerSecond: number
  readonly totalMs: number
}

export interface ImageClassificationInput {
  /** The file as the visitor gave it; its bytes are read in the worker only. */
  readonly image: ImageSource
  /** 1 to 10. */
  readonly topK: number
}

export interface ImageSource extends ByteSource {
  readonly name?: string
}

export interface ImageClassification {
  readonly predictions: readonly Prediction[]
  /** What the bytes really were, whatever the file's name says. */
  readonly image: PictureFacts
  readonly timing: ImageTiming
}

export interface PictureFacts {
  /** "JPEG", "PNG", … */
  readonly format: string
  /** Of the upright picture, in pixels. */
  readonly width: number
  readonly height: number
  /** Only the first frame was used. */
  readonly animated: boolean
}

export interface ImageTiming {
  readonly decodeMs: number
  readonly preprocessMs: number
  readonly runMs: number
  readonly postprocessMs: number
  readonly totalMs: number
  /** First run of this session: buffers are allocated and, on WebGPU, shaders are compiled in it. */
  readonly cold: boolean
}

export interface TensorsInput {
  /** By input name. */
  readonly tensors: Readonly<Record<string, PlainTensor>>
}

/** A tensor as a person writes and reads it: JSON's own values, in row-major order. */
export interface PlainTensor {
  readonly type: string
  readonly dims: readonly number[]
  /** int64 values beyond 2^53 come as strings; NaN and the infinities as "NaN", "Infinity", "-Infinity". */
  readonly data: readonly (number | string | boolean)[]
}

export interface TensorsResult {
  readonly outputs: readonly OutputTensor[]
  readonly timing: { readonly runMs: number; readonly totalMs: number; readonly cold: boolean }
}

export interface OutputTensor extends PlainTensor {
  readonly name: string
  /** `data` holds only the first values of this many. */
  readonly elements: number
  /** Of all elements; absent for strings and booleans, and when there are none. */
  readonly statistics?: {
    readonly min: number
    readonly max: number
    readonly mean: number
    /** Elements that are NaN or infinite, which the other three leave out. */
    readonly notFinite: number
  }
}
