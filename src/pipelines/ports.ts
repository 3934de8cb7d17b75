/**
 * What a pipeline needs from the world, as small interfaces. The worker hands in the browser's versions, Node
 * hands in its own, a test hands in fakes. A pipeline imports nothing but these, `core/` and types of `protocol/`.
 */
import type { Size } from '../core/pixels/crop-window.ts'
import type { PixelSource } from '../core/pixels/picture.ts'
import type { TokenProbability } from '../core/decoding/logits.ts'
import type { Tensor, TensorType } from '../core/tensors/tensor.ts'
import type { ChatMessage, Traffic } from '../protocol/tasks.ts'
import type { ImageSource, PictureFacts } from '../protocol/picture-tasks.ts'

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
  /** Tokens from 0 up to this one are known to the model; absent where the graph does not say. */
  readonly vocabularySize?: number
  /** Most tokens to be given to one `append`, so that a cancellation can be looked for in between; absent: any. */
  readonly longestAppend?: number
  /** Counts that only ever grow; one object, whose fields change. */
  readonly traffic: Traffic
  /** Runs the tokens after those already in the cache. */
  append(ids: readonly number[]): Promise<NextLogits>
  /**
   * The same, and shows the logits of each position in order: those for what follows `ids[index]`. They are valid
   * inside of `visit` only.
   */
  appendEach(
    ids: readonly number[],
    visit: (logits: Float32Array, index: number) => void,
  ): Promise<void>
  /**
   * Forgets all tokens but the first ones.
   * @param length 0 always succeeds
   * @returns how many it kept: `length`, or fewer where the cache cannot be cut there
   */
  rewind(length: number): Promise<number>
  /**
   * Takes the most probable token, `count` times, without leaving the device; absent where the device is the CPU.
   * @returns for each token taken the most probable ones of its place, itself the first, and what comes next after all
   */
  appendGreedily?(
    count: number,
  ): Promise<{ readonly taken: readonly Ranking[]; readonly next: NextLogits }>
  /** An encoder–decoder reads its source text, and forgets everything else. */
  readSource?(ids: readonly number[]): Promise<void>
}

/** What a decoder holds of the token that comes next. Valid until the decoder's next call. */
export interface NextLogits {
  /**
   * Computed where the logits lie.
   * @throws VitrineError `output-not-finite`
   */
  best(): Promise<Ranking>
  /** One for each entry of the vocabulary; on a GPU all of them are read back for it. */
  values(): Promise<Float32Array>
}

/** The three most probable tokens, best first, with their softmax probabilities; fewer in a smaller vocabulary. */
export type Ranking = readonly TokenProbability[]

export interface Tokenizer {
  /** @param special with the tokens that the tokenizer itself adds, as it does when nothing is said */
  encode(text: string, options?: { readonly special?: boolean }): number[]
  /** Without special tokens. Incomplete characters come out as U+FFFD. */
  decode(ids: readonly number[]): string
  /** The vocabulary's own spelling of a token, such as "Ġthe" or "▁the"; `[<id>]` for an id it does not know. */
  spelling(id: number): string
  /** Fills a text up to a fixed length; absent where the tokenizer knows no such token. */
  readonly padId?: number
}

/** Writes a conversation down as the model was trained to read it. */
export interface ChatTemplate {
  /**
   * The text up to where the model's next turn begins; it holds its special tokens already.
   * @throws VitrineError `export-invalid` where the template does not take this conversation
   */
  render(messages: readonly ChatMessage[]): string
}

/** Gives upright, opaque pixels or throws a `VitrineError` with one of the `image-…` codes. */
export interface PictureDecoder {
  decode(
    source: ImageSource,
    options?: DecodeOptions,
  ): Promise<{ picture: DecodedPicture; facts: PictureFacts }>
}

export interface DecodeOptions {
  /** What transparent parts are laid on; white where nothing is said. */
  readonly background?: readonly [red: number, green: number, blue: number] | undefined
  /** The size that is wanted of a picture of this size: then it is resized quickly, and not as Pillow does. */
  readonly quick?: ((size: Size) => Size) | undefined
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
