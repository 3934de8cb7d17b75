import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import type {
  DecoderNames,
  EncoderPart,
  GenerationSettings,
  KnownTask,
  ModelVariant,
  Task,
  TextClassificationManifest,
} from '../protocol/manifest.ts'
import type {
  DetectionHead,
  DetectionThresholds,
  ImageClassificationManifest,
  ImageToImageManifest,
  SegmentationHead,
} from '../protocol/picture-manifests.ts'

/** What a layout reader found out, before the author's word is laid over it and the gaps are filled from the graph. */
export interface Found {
  /** The page that suits it best. */
  readonly task: Task
  /** What the model is for, where `task` is only `tensors`. */
  readonly recognised?: KnownTask | undefined
  /** What the task was told by, as in "because metadata.json says vision_classification"; without "because". */
  readonly because: string
  /** Further clauses for people. */
  readonly reasons?: readonly string[]
  /** Whole sentences. */
  readonly notes?: readonly string[]
  /** Keys of `vitrine.json` whose values are guesses. */
  readonly guessed?: readonly string[]
  readonly title?: string | undefined
  readonly licence?: string | undefined
  /** Path of the `.onnx` file. */
  readonly model: string
  readonly variants?: readonly ModelVariant[] | undefined
  readonly image?: FoundImage
  readonly text?: FoundText
  readonly encoder?: FoundEncoder
}

export interface FoundImage {
  readonly preprocessing: Partial<ImagePreprocessing>
  readonly labels?: readonly string[] | undefined
  readonly output?: ImageClassificationManifest['output']
  readonly scores?: ImageClassificationManifest['scores']
  readonly threshold?: number | undefined
  readonly detection?: DetectionHead | undefined
  readonly segmentation?: SegmentationHead | undefined
  readonly makes?: ImageToImageManifest['output'] | undefined
  readonly thresholds?: Partial<DetectionThresholds>
  /** How many there are, where that is known; a file of labels is known by it. */
  readonly classes?: number | undefined
}

export interface FoundText {
  readonly contextLength?: number | undefined
  readonly bosTokenId?: number | undefined
  readonly stopTokenIds?: readonly number[]
  readonly generation?: Partial<GenerationSettings>
  readonly decoder?: DecoderNames
  /** Of an encoder–decoder. */
  readonly encoder?: EncoderPart
  /** For models that come without a tokenizer: see `TokenizerSource`. */
  readonly vocabularySize?: number | undefined
}

/** Of a model that reads a text as a whole: classifies it, fills in its masks, or turns it into vectors. */
export interface FoundEncoder {
  /** Most tokens that it has positions for. */
  readonly positions?: number | undefined
  readonly labels?: readonly string[] | undefined
  /** How many there are, where that is known. */
  readonly classes?: number | undefined
  readonly scores?: TextClassificationManifest['scores'] | undefined
}
