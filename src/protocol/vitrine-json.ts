/**
 * `vitrine.json`: what the author wants to say, beside any layout. What a person corrects on the page is the same
 * thing, laid over it. The schema that checks it is in `exports/schemas.ts`; a test holds the two together.
 */
import type { ImagePreprocessing } from '../core/preprocess.ts'
import type { ResampleFilter } from '../core/resample-filter.ts'
import type { GenerationSettings, Prediction, Task } from './manifest.ts'

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
  /** Names by output index, or the path of a file that holds them: one a line, or a JSON list. */
  readonly labels?: readonly string[] | string
  readonly output?: 'logits' | 'probabilities'
  readonly preprocessing?: AuthorPreprocessing
  readonly generation?: Partial<GenerationSettings>
  readonly contextLength?: number
  readonly examples?: readonly AuthorExample[]
}

export interface AuthorPreprocessing {
  readonly width?: number
  readonly height?: number
  /**
   * `exact`: to width × height, whatever the picture's shape. `shorter-side`: the shorter side gets `shorterSide` pixels,
   * and width × height are cut out of the middle. Absent: as the export says, else by whether `shorterSide` is there.
   */
  readonly resize?: ImagePreprocessing['resize']['mode']
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
  readonly text?: string
  readonly image?: string
  readonly predictions?: readonly Prediction[]
}
