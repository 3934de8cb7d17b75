/**
 * `vitrine.json`: what the author wants to say, beside any layout. What a person corrects on the page is the same
 * thing, laid over it. The schema that checks it is in `exports/schemas.ts`; a test holds the two together.
 */
import type { ImagePreprocessing, ResizeRule } from '../core/pixels/preprocess.ts'
import type {
  DemoTheme,
  FeatureExtractionManifest,
  GenerationSettings,
  Prediction,
  Task,
  TextClassificationManifest,
} from './manifest.ts'
import type {
  DetectionHead,
  DetectionThresholds,
  ExpectedAnswer,
  ImageToImageManifest,
  SegmentationHead,
  YoloHead,
} from './picture-manifests.ts'
import type { ExecutionProvider } from './runtime.ts'
import type { Feature, FeatureKind, FeatureValue, TableStep } from './table-manifests.ts'

export interface VitrineJson {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly licence?: string
  /** A measured figure worth a line on the page. */
  readonly measured?: string
  readonly theme?: Pick<DemoTheme, 'accent' | 'logo'>
  readonly task?: Task
  /** Path of the `.onnx` file. */
  readonly model?: string
  /** Paths of the `.onnx` files for each device, where they differ. `model` wins, for it is for every device. */
  readonly devices?: { readonly [Device in ExecutionProvider]?: string }
  /** Names by output index, or the path of a file that holds them: one a line, or a JSON list. */
  readonly labels?: readonly string[] | string
  readonly output?: 'logits' | 'probabilities'
  readonly preprocessing?: AuthorPreprocessing
  readonly generation?: Partial<GenerationSettings>
  readonly contextLength?: number
  /** Most tokens that a model without a cache (a classifier of texts, say) reads at a time. */
  readonly maxTokens?: number
  /** Of classes: they exclude one another (`softmax`), or each is a yes or no of its own. */
  readonly scores?: TextClassificationManifest['scores']
  /** Of a classifier of pictures with `sigmoid`: the probability from which on a class is said to hold. */
  readonly threshold?: number
  readonly detection?: AuthorDetection
  readonly segmentation?: AuthorSegmentation
  /** Of a model that makes a picture. */
  readonly image?: AuthorImage
  readonly maskToken?: string
  readonly pooling?: FeatureExtractionManifest['pooling']
  readonly normalize?: boolean
  /** The columns of a table in the model's order; a name alone leaves the rest to the graph. */
  readonly features?: readonly (string | AuthorFeature)[]
  /** What is done to a row before the model gets it. */
  readonly steps?: readonly AuthorStep[]
  /** What a regression predicts, one for each column of its output. */
  readonly targets?: readonly (string | { readonly name: string; readonly unit?: string })[]
  readonly modelVersion?: string
  readonly examples?: readonly AuthorExample[]
}

export interface AuthorPreprocessing extends Partial<Omit<ImagePreprocessing, 'resize'>> {
  /**
   * `exact`: to width × height, whatever the picture's shape. `shorter-side`: the shorter side gets `shorterSide` pixels,
   * and width × height are cut out of the middle. `fit`: as large as fits, the rest filled up with `pad`. `within`: the
   * shorter side gets `shorterSide` pixels and the longer one at most `longerSide`, and nothing is cut or filled.
   * Absent: as the export says, else by which of these numbers are there.
   */
  readonly resize?: ResizeRule['mode']
  readonly shorterSide?: number
  readonly longerSide?: number
  /** The first two of `shorter-side`, the others of `fit`. */
  readonly rounding?: 'torchvision' | 'transformers' | 'nearest' | 'down'
  readonly anchor?: 'centre' | 'top-left'
  readonly pad?: number
}

/**
 * A `DetectionHead` without its nesting, and where the sliders stand at first. Names are those of outputs. How the logits
 * of `detr` become scores is `scores` beside this.
 */
export interface AuthorDetection extends AuthorYolo, Partial<DetectionThresholds> {
  readonly head?: DetectionHead['kind']
  readonly logits?: string
  readonly boxes?: string | readonly string[]
  readonly scores?: string | readonly string[]
  readonly labels?: string
  readonly order?: 'xyxy' | 'yxyx'
  readonly unit?: 'pixels' | 'relative'
  readonly firstLabel?: number
}

/** The same for a `SegmentationHead`: of `instances`, `output` is that with the boxes. */
export interface AuthorSegmentation extends AuthorYolo, Partial<DetectionThresholds> {
  readonly head?: SegmentationHead['kind']
  readonly layout?: ImagePreprocessing['layout']
  readonly background?: number
  readonly activation?: 'none' | 'sigmoid'
  readonly prototypes?: string
  readonly coefficients?: number
}

interface AuthorYolo {
  readonly output?: string
  readonly axes?: YoloHead['axes']
  readonly objectness?: boolean
  /** Empty: none. */
  readonly strides?: readonly number[]
}

/** The output of a model that makes a picture. */
export interface AuthorImage extends Partial<Omit<ImageToImageManifest['output'], 'name'>> {
  readonly output?: string
}

export interface AuthorFeature extends Omit<Feature, 'kind'> {
  readonly kind?: FeatureKind
  /** Another word for `kind`. */
  readonly type?: FeatureKind
}

/** A `TableStep` whose keys need not fit its kind yet. */
export interface AuthorStep {
  readonly kind: TableStep['kind']
  readonly feature: string
  readonly value?: FeatureValue
  readonly min?: number
  readonly max?: number
  readonly mean?: number
  readonly scale?: number
  readonly choices?: readonly FeatureValue[]
}

export interface AuthorExample {
  readonly title: string
  readonly prompt?: string
  readonly settings?: Partial<GenerationSettings>
  /** The continuation of `prompt`; of a classifier and a model that fills in masks what is given to it. */
  readonly text?: string
  readonly texts?: readonly [string, string]
  readonly image?: string
  /** A row of a table, by the names of its features. */
  readonly features?: Readonly<Record<string, FeatureValue>>
  readonly predictions?: readonly Prediction[]
  /** Of a regression: what it says of the row. */
  readonly values?: readonly number[]
  /** What the author's own reference gives for the picture. */
  readonly expected?: ExpectedAnswer
}
