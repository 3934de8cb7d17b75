/**
 * The manifest: our own normal form of an export. Every layout reader yields one, and everything after the
 * readers reads only this. It is plain data, so that it can be written to `models/index.json` at build time.
 */
import type { ImagePreprocessing } from '../core/preprocess.ts'

export type Manifest = TextGenerationManifest | ImageClassificationManifest
export type Task = Manifest['task']
export type ManifestOf<T extends Task> = Extract<Manifest, { task: T }>

export type Layout = 'transformer-builder' | 'hugging-face' | 'vitrine'

interface ManifestBase {
  /** The demo's name in the address, `?model=<id>`. */
  readonly id: string
  readonly title: string
  /** What this model is and what can be given to it, in a sentence or two. */
  readonly description: string
  readonly licence?: string
  /** A measured figure worth a line on the page, such as "89 % top-1 on the CIFAR-10 test set". */
  readonly measured?: string
  readonly layout: Layout
  /** Why the reader decided as it did, one clause each, for people to read. */
  readonly reasons: readonly string[]
  /** Where the files lie, relative to the page; ends in "/". */
  readonly base: string
  /** The files that have to be fetched before the first prediction. */
  readonly files: readonly ExportFile[]
  /** Which of `files` is the ONNX model. */
  readonly model: string
}

export interface ExportFile {
  /** Relative to the manifest's `base`, with "/" between its parts. */
  readonly path: string
  readonly sizeBytes: number
  /** Lower-case hexadecimal; a file whose hash is not known is served "not verified". */
  readonly sha256?: string
}

export interface TextGenerationManifest extends ManifestBase {
  readonly task: 'text-generation'
  readonly tokenizer: {
    /** `tokenizer.json`, one of `files`. */
    readonly path: string
    /** `tokenizer_config.json`, one of `files`, when the export has it. */
    readonly configPath?: string
  }
  /** How many tokens the model can attend to: prompt and continuation together. */
  readonly contextLength: number
  readonly bosTokenId?: number
  /** Any of these ends a generation; they are not part of the text. */
  readonly stopTokenIds: readonly number[]
  readonly defaults: GenerationSettings
  readonly examples: readonly TextExample[]
}

export interface GenerationSettings {
  /** 1 to the context length. */
  readonly maxNewTokens: number
  /** 0 is greedy: always the most probable token. */
  readonly temperature: number
  /** Keep the k most probable tokens; 0 keeps all. */
  readonly topK: number
  /** Keep the smallest set of tokens whose probabilities add up to p; 1 keeps all. */
  readonly topP: number
  /** Divides positive and multiplies negative logits of tokens already present; 1 does nothing. */
  readonly repetitionPenalty: number
  /** The same seed gives the same text on the same model. */
  readonly seed: number
}

export interface TextExample {
  readonly title: string
  readonly prompt: string
  readonly settings?: Partial<GenerationSettings>
  /** The continuation computed beforehand with these settings, shown before the weights have come. */
  readonly text?: string
}

export interface ImageClassificationManifest extends ManifestBase {
  readonly task: 'image-classification'
  readonly preprocessing: ImagePreprocessing
  /** Names by output index; empty when the export has none: then `class_0`, `class_1`, … */
  readonly labels: readonly string[]
  /** What the model's output holds. */
  readonly output: 'logits' | 'probabilities'
  readonly examples: readonly ImageExample[]
}

export interface ImageExample {
  readonly title: string
  /** Relative to the manifest's `base`. Not one of `files`: fetched when looked at. */
  readonly image: string
  /** Top-k computed beforehand, shown before the weights have come. */
  readonly predictions?: readonly Prediction[]
}

/** One class with its probability in [0, 1]. */
export interface Prediction {
  readonly class: string
  readonly prob: number
}

/** `models/index.json`: the demos of this site, in the order of the list. */
export interface DemoIndex {
  readonly demos: readonly Manifest[]
}
