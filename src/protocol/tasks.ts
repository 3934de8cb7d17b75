/**
 * What each task takes and gives. Adding a task adds one row here, one manifest, one pipeline and one feature;
 * the worker's table of pipelines and the page's table of features are mapped types over these rows.
 */
import type { GenerationSettings, Prediction, Task } from './manifest.ts'
import type { PictureTasks } from './picture-tasks.ts'
import type { TableTasks } from './table-tasks.ts'

export interface Tasks extends PictureTasks, TableTasks {
  'text-generation': {
    input: TextGenerationInput
    progress: GenerationStep
    result: TextGeneration
  }
  'text-classification': {
    input: TextClassificationInput
    progress: never
    result: TextClassification
  }
  'fill-mask': {
    input: FillMaskInput
    progress: never
    result: FillMask
  }
  'feature-extraction': {
    input: FeatureExtractionInput
    progress: never
    result: FeatureExtraction
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
  /** A text to continue (an encoder–decoder: to answer), or a conversation whose next turn is the model's. */
  readonly prompt: string | readonly ChatMessage[]
  readonly settings: GenerationSettings
  /** Ids that stand behind the prompt already, as when another branch is taken in the middle of a text. */
  readonly continued?: readonly number[]
  /** Also says how probable each of the prompt's own tokens was. With it `maxNewTokens` may be 0. */
  readonly scorePrompt?: boolean
  /** Also gives the logits behind the last token. With it, too, `maxNewTokens` may be 0: then those behind the prompt. */
  readonly logits?: boolean
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** A token with the probability that the model itself gave it: softmax over the raw logits, before any setting. */
export interface Candidate {
  readonly id: number
  /** The vocabulary's own spelling. */
  readonly token: string
  /** What it would add to the text, as far as that can be read; else its spelling. */
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
  /** The probability that the model itself gave it: softmax over the raw logits, before any setting. */
  readonly prob: number
  /** The top 3 for the position that this token now fills. */
  readonly candidates: readonly Candidate[]
  readonly tokensPerSecond: number
  /** With the first step only: what the result says of it too, for a run that is stopped has none. */
  readonly prompt?: { readonly tokens: number; readonly reused: number }
}

/** A token of the prompt itself. */
export interface ScoredToken {
  readonly id: number
  readonly token: string
  /** What it adds to the text. */
  readonly text: string
  /** Absent for the first token, before which there is nothing. */
  readonly prob?: number
  /** The top 3 for its position; empty for the first token. */
  readonly candidates: readonly Candidate[]
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
  /** Prompt and `continued` together; with an encoder, of what that reads. */
  readonly promptTokens: number
  /** How many of them were in the cache still, and did not have to be run. */
  readonly reusedTokens: number
  /** When they were asked for. */
  readonly promptScores?: readonly ScoredToken[]
  /** When they were asked for: one for each entry of the vocabulary, before any setting. */
  readonly logits?: Float32Array
  readonly timing: GenerationTiming
  /** What went between JavaScript and the place where the model computes. */
  readonly traffic: { readonly prefill: Traffic; readonly decode: Traffic }
}

/** Exact counts. */
export interface Traffic {
  /** Bytes copied from JavaScript's memory into the wasm heap, or written to GPU buffers. */
  readonly bytesIn: number
  /** Bytes copied out of the wasm heap, or read back from the GPU. What is looked at where it lies is not copied. */
  readonly bytesOut: number
  /** GPU buffers created, the runtime's own ones included. */
  readonly gpuBuffers: number
  /** Command buffers submitted to the GPU's queue. */
  readonly gpuSubmits: number
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

export interface TextClassificationInput {
  readonly text: string
  /** 1 to 10. */
  readonly topK: number
}

export interface TextClassification {
  readonly predictions: readonly Prediction[]
  readonly tokens: TokenCount
  readonly timing: TextTiming
}

export interface FillMaskInput {
  /** Holds the mask token at least once. */
  readonly text: string
  /** 1 to 10. */
  readonly topK: number
}

export interface FillMask {
  /** For each mask in the text, in order: words with their probabilities. */
  readonly masks: readonly (readonly Prediction[])[]
  readonly tokens: TokenCount
  readonly timing: TextTiming
}

export interface FeatureExtractionInput {
  /** One or two. */
  readonly texts: readonly string[]
}

export interface FeatureExtraction {
  /** One for each text. */
  readonly vectors: readonly Float32Array[]
  /** Cosine of the angle between the first two vectors; absent for one text. */
  readonly similarity?: number
  readonly tokens: readonly TokenCount[]
  readonly timing: TextTiming
}

export interface TokenCount {
  /** That the model read, special ones included. */
  readonly read: number
  /** That the text has beyond what the model can read, and that were cut. */
  readonly cut: number
}

export interface TextTiming {
  readonly tokenizeMs: number
  readonly runMs: number
  readonly totalMs: number
  /** First run of this session. */
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
