/**
 * The manifest: our own normal form of an export. Every layout reader yields one, and everything after the
 * readers reads only this. It is plain data, so that it can be written to `models/index.json` at build time.
 */
import type { GraphValue } from './graph.ts'
import type {
  ImageClassificationManifest,
  ImageSegmentationManifest,
  ImageToImageManifest,
  ObjectDetectionManifest,
} from './picture-manifests.ts'
import type { ExecutionProvider } from './runtime.ts'
import type { TabularClassificationManifest, TabularRegressionManifest } from './table-manifests.ts'

export type Manifest =
  | TextGenerationManifest
  | TextClassificationManifest
  | FillMaskManifest
  | FeatureExtractionManifest
  | PictureManifest
  | TabularClassificationManifest
  | TabularRegressionManifest
  | TensorsManifest
export type PictureManifest =
  | ImageClassificationManifest
  | ObjectDetectionManifest
  | ImageSegmentationManifest
  | ImageToImageManifest
export type Task = Manifest['task']
export type ManifestOf<T extends Task> = Extract<Manifest, { task: T }>

/** The convention that an export follows; `graph` is a bare `.onnx` that nothing else describes. */
export type Layout =
  | 'transformer-builder'
  | 'transformer-builder-bundle'
  | 'hugging-face'
  | 'genai'
  | 'ultralytics'
  | 'timm'
  | 'scikit-learn'
  | 'graph'

/** What models are for, by their Hugging Face pipeline names. Wider than `Task`: not all have a page of their own. */
export type KnownTask =
  | 'text-generation'
  | 'image-classification'
  | 'object-detection'
  | 'image-segmentation'
  | 'image-to-image'
  | 'text-classification'
  | 'fill-mask'
  | 'tabular-classification'
  | 'tabular-regression'
  | 'feature-extraction'

export interface ManifestBase {
  /** The demo's name in the address, `?model=<id>`. */
  readonly id: string
  readonly title: string
  /** What this model is and what can be given to it, in a sentence or two. */
  readonly description: string
  readonly licence?: string
  /** A measured figure worth a line on the page, such as "89 % top-1 on the CIFAR-10 test set". */
  readonly measured?: string
  readonly theme?: DemoTheme
  readonly layout: Layout
  /** Why the reader decided as it did, one clause each, for people to read. */
  readonly reasons: readonly string[]
  /** Where the files lie, relative to the page; ends in "/". */
  readonly base: string
  /** The files that have to be fetched before the first prediction. */
  readonly files: readonly ExportFile[]
  /** Which of `files` is the ONNX model. */
  readonly model: string
  /**
   * The same model in other precisions, `model` among them; the worker takes the one that fits the device. Each has
   * the `.onnx` with its data files; the rest of `files` is common to all.
   */
  readonly variants?: readonly ModelVariant[]
  /** The variant (its `model`) that the visitor chose, which the worker then takes whatever the device. */
  readonly pinned?: string
  /** What the model is for, where that is known and `task` is only the nearest page there is. */
  readonly recognised?: KnownTask
  /** What a person should know before they trust the demo: a guess, a part that is missing. Whole sentences. */
  readonly notes?: readonly string[]
  /** Keys of `vitrine.json` whose values were guessed and could be wrong, such as "preprocessing.mean". */
  readonly guessed?: readonly string[]
}

/** How the author wants the demo to look. */
export interface DemoTheme {
  /** "#rrggbb"; the page makes a readable one of it for each of its themes. */
  readonly accent?: string
  /** The same as values of the page's own CSS variables: see `core/colours/accent.ts`. */
  readonly colours?: Readonly<Record<string, string>>
  /** A picture's path beside the model, shown before the title. */
  readonly logo?: string
}

/** How a model's weights are stored, by the names of Transformers.js's `dtype`. */
export type Precision = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16'

export interface ModelVariant {
  readonly model: string
  readonly precision: Precision
  readonly files: readonly ExportFile[]
  /** The author made it for this one; without it, any device may take it. */
  readonly device?: ExecutionProvider
  /**
   * A decoder whose every step has the same shapes: it takes `seqlens_k` and `total_sequence_length` in place of a mask.
   * Only such a step can be recorded on a GPU and played back.
   */
  readonly graphReady?: boolean
  /** The encoder that belongs to this decoder. */
  readonly encoder?: string
}

export interface ExportFile {
  /** Relative to the manifest's `base`, with "/" between its parts. */
  readonly path: string
  /** Absent where the server does not say. */
  readonly sizeBytes?: number
  /** Lower-case hexadecimal; a file whose hash is not known is served "not verified". */
  readonly sha256?: string
}

export interface TextGenerationManifest extends ManifestBase {
  readonly task: 'text-generation'
  readonly tokenizer: TokenizerSource
  /** Names of the graph's inputs and outputs; absent: as Hugging Face exporters write them. */
  readonly decoder?: DecoderNames
  /** Present for an encoder–decoder: the prompt goes to the encoder, and the text begins with the start token. */
  readonly encoder?: EncoderPart
  /** Present where the export says how a conversation is written down for its model. */
  readonly chat?: ChatFormat
  /** The decoder, `model` itself, is graph-ready: see `ModelVariant`. */
  readonly graphReady?: boolean
  /** How many tokens the model can attend to: prompt and continuation together. */
  readonly contextLength: number
  readonly bosTokenId?: number
  /** Any of these ends a generation; they are not part of the text. */
  readonly stopTokenIds: readonly number[]
  readonly defaults: GenerationSettings
  readonly examples: readonly TextExample[]
}

export interface EncoderPart {
  /** The encoder's `.onnx`, one of `files`. */
  readonly model: string
  /** The token that the decoder's text begins with (`decoder_start_token_id`). */
  readonly startTokenId: number
  /** The one that comes next, whatever the model says (`forced_bos_token_id`): the language to write in, as mBART has it. */
  readonly forcedTokenId?: number
  /** Never written (`bad_words_ids` of one token), such as Marian's padding. */
  readonly neverTokenIds?: readonly number[]
}

export interface ChatFormat {
  /**
   * One of `files`: `tokenizer_config.json` (under `chat_template`), `chat_template.json` or `chat_template.jinja`. The
   * template is in Jinja, as Transformers has it.
   */
  readonly path: string
}

export type TokenizerSource =
  | {
      /** `tokenizer.json`, one of `files`. */
      readonly path: string
      /** `tokenizer_config.json`, one of `files`, when the export has it. */
      readonly configPath?: string
    }
  | {
      /**
       * No tokenizer in the export: a character's code modulo this number is its id, as the exporter's reference
       * server does it. That cannot be undone, so ids are shown in place of text.
       */
      readonly vocabularySize: number
    }

/**
 * What a decoder's inputs and outputs are called. `%d` stands for the layer. A graph has either keys and values apart
 * (`pastKey` and so on) or both in one tensor `[2, batch, heads, past, width]` (`past`, `present`), or no cache.
 */
export interface DecoderNames {
  readonly inputIds: string
  readonly attentionMask?: string
  readonly positionIds?: string
  readonly logits: string
  /** int32 `[batch]`: tokens in the past and in this run together, less one (GroupQueryAttention's own input). */
  readonly sequenceLengths?: string
  /** int32 scalar: tokens in the past and in this run together. */
  readonly totalLength?: string
  readonly pastKey?: string
  readonly pastValue?: string
  readonly presentKey?: string
  readonly presentValue?: string
  readonly past?: string
  readonly present?: string
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

interface EncoderManifestBase extends ManifestBase {
  readonly tokenizer: Extract<TokenizerSource, { path: string }>
  /** Most tokens that the model can read at a time, special ones included; what is longer is cut, and that is said. */
  readonly maxTokens: number
}

export interface TextClassificationManifest extends EncoderManifestBase {
  readonly task: 'text-classification'
  /** Names by output index; empty when the export has none: then `class_0`, `class_1`, … */
  readonly labels: readonly string[]
  /** `sigmoid`: each class by itself, several may hold at once (`problem_type: multi_label_classification`). */
  readonly scores: 'softmax' | 'sigmoid'
  readonly examples: readonly LabelledTextExample[]
}

export interface LabelledTextExample {
  readonly title: string
  readonly text: string
  /** Top-k computed beforehand, shown before the weights have come. */
  readonly predictions?: readonly Prediction[]
}

export interface FillMaskManifest extends EncoderManifestBase {
  readonly task: 'fill-mask'
  /** As the tokenizer spells it, such as "[MASK]" or "<mask>". */
  readonly maskToken: string
  readonly examples: readonly LabelledTextExample[]
}

export interface FeatureExtractionManifest extends EncoderManifestBase {
  readonly task: 'feature-extraction'
  /** How the vectors of a text's tokens become one: their mean, the first one, the last one; `none`: the graph did it. */
  readonly pooling: 'mean' | 'first' | 'last' | 'none'
  /** Scale each vector to length 1. */
  readonly normalize: boolean
  readonly examples: readonly TextPairExample[]
}

export interface TextPairExample {
  readonly title: string
  readonly texts: readonly [string, string]
}

/** Any model at all: tensors in, tensors out. The page of last resort, and the honest one for a graph we know nothing of. */
export interface TensorsManifest extends ManifestBase {
  readonly task: 'tensors'
  readonly inputs: readonly GraphValue[]
  /** Those that are tensors; ONNX Runtime Web hands out nothing else. */
  readonly outputs: readonly GraphValue[]
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
