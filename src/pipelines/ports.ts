/**
 * What a pipeline needs from the world, as small interfaces. The worker hands in the browser's versions, Node
 * hands in its own, a test hands in fakes. A pipeline imports nothing but these, `core/` and types of `protocol/`.
 */
import type { PixelSource } from '../core/picture.ts'
import type { Tensor, TensorType } from '../core/tensor.ts'
import type { ImageSource, PictureFacts } from '../protocol/tasks.ts'

/** One ONNX Runtime session whose tensors come and go as plain arrays. */
export interface Session {
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  /** @param outputs names of those that are wanted; absent: all */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    outputs?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>
}

export interface ValueInfo {
  readonly name: string
  /** `other`: no tensor, or of a type that cannot be given or taken here. */
  readonly type: TensorType | 'other'
  /** A number where the graph fixes the size, its symbolic name or "?" where not; empty for a scalar too. */
  readonly dims: readonly (number | string)[]
}

/**
 * An autoregressive decoder with its KV cache inside. How the cache is kept (fed back through `run`, in the wasm
 * heap, on the GPU) is its own affair.
 */
export interface Decoder {
  /**
   * Runs the tokens after those already in the cache and returns the logits of the last position, one for each
   * entry of the vocabulary. The array is valid until the next call.
   */
  append(ids: readonly number[]): Promise<Float32Array>
  /** Empties the cache. */
  reset(): void
  /** Tokens from 0 up to this one are known to the model; absent where the graph does not say. */
  readonly vocabularySize?: number
}

export interface Tokenizer {
  /** With the special tokens that the tokenizer itself adds. */
  encode(text: string): number[]
  /** Without special tokens. Incomplete characters come out as U+FFFD. */
  decode(ids: readonly number[]): string
  /** The vocabulary's own spelling of a token, such as "Ġthe" or "▁the"; `[<id>]` for an id it does not know. */
  spelling(id: number): string
}

/** Gives upright, opaque pixels or throws a `VitrineError` with one of the `image-…` codes. */
export interface PictureDecoder {
  decode(source: ImageSource): Promise<{ picture: DecodedPicture; facts: PictureFacts }>
}

export interface DecodedPicture extends PixelSource {
  /** Gives its memory back; nothing can be read afterwards. */
  close(): void
}

/** The circumstances of one run. */
export interface RunContext<Progress> {
  /** Becomes aborted when the page cancels; only seen after `breathe`. */
  readonly signal: { readonly aborted: boolean }
  /** Lets waiting messages in, among them the cancellation. A macrotask: call it between steps, not inside loops. */
  breathe(): Promise<void>
  /** Milliseconds since some fixed moment, with fractions. */
  now(): number
  report(progress: Progress): void
}

/** preprocess → run → postprocess for one task, bound to one loaded model. */
export interface Pipeline<Input, Progress, Result> {
  run(input: Input, context: RunContext<Progress>): Promise<Result>
}
