/**
 * `vitrine.json`: what the author wants to say, beside any layout. What a person corrects on the page is the same
 * thing, laid over it. The schema that checks it is in `exports/schemas.ts`; a test holds the two together.
 */
import type { ResampleFilter } from '../core/resample-filter.ts'
import type {
  FeatureExtractionManifest,
  GenerationSettings,
  Prediction,
  Task,
  TextClassificationManifest,
} from './manifest.ts'
import type { ExecutionProvider } from './runtime.ts'

export interface VitrineJson {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly licence?: string
  /** A measured figure worth a line on the page. */
  readonly measured?: string
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
  /** Of a text classifier: its classes exclude one another (`softmax`), or each is a yes or no of its own. */
  readonly scores?: TextClassificationManifest['scores']
  readonly maskToken?: string
  readonly pooling?: FeatureExtractionManifest['pooling']
  readonly normalize?: boolean
  readonly examples?: readonly AuthorExample[]
}

export interface AuthorPreprocessing {
  readonly width?: number
  readonly height?: number
  /**
   * `exact`: to width × height, whatever the picture's shape. `shorter-side`: the shorter side gets `shorterSide` pixels,
   * and width × height are cut out of the middle. Absent: as the export says, else by whether `shorterSide` is there.
   */
  readonly resize?: 'exact' | 'shorter-side'
  readonly shorterSide?: number
  readonly filter?: ResampleFilter
  readonly channels?: 1 | 3
  readonly layout?: 'NCHW' | 'NHWC'
  readonly rescale?: number
  readonly mean?: readonly number[]
  readonly std?: readonly number[]
}

export interface AuthorExample {
  readonly title: string
  readonly prompt?: string
  readonly settings?: Partial<GenerationSettings>
  /** The continuation of `prompt`; of a classifier and a model that fills in masks what is given to it. */
  readonly text?: string
  readonly texts?: readonly [string, string]
  readonly image?: string
  readonly predictions?: readonly Prediction[]
}
