/** The manifests of the tasks that take rows of a table. */
import type { ElementType, Feeding } from '../core/table/encode-rows.ts'
import type { CellValue } from '../core/table/feature.ts'
import type { Step } from '../core/table/steps.ts'
import type { ManifestBase, Prediction } from './manifest.ts'

export interface TableManifestBase extends ManifestBase {
  /** In the order in which a row of the model has them. */
  readonly features: readonly Feature[]
  readonly feeding: TableFeeding
  /** What the author does to a row before the model gets it, in this order. */
  readonly steps: readonly TableStep[]
  /** Rows that the graph takes at a time, where it fixes that: fewer are filled up with copies of the last one. */
  readonly batch?: number
  readonly modelVersion?: string
  readonly examples: readonly TableExample[]
}

export interface TabularClassificationManifest extends TableManifestBase {
  readonly task: 'tabular-classification'
  /** int64 or string `[rows]`: the class of each row. */
  readonly label?: string
  /** float32 `[rows, classes]`; absent where the graph gives labels alone. */
  readonly probabilities?: string
  /** Names of the classes in the order of the probabilities; empty where nobody says them. */
  readonly labels: readonly string[]
  /**
   * The graph gives its probabilities as a sequence of maps, which ONNX Runtime Web does not hand out. When the model is
   * loaded, the tensor that goes into that operator takes its place under the name `probabilities`.
   */
  readonly zipMap?: { readonly tensor: string; readonly output: string }
}

export interface TabularRegressionManifest extends TableManifestBase {
  readonly task: 'tabular-regression'
  /** `[rows]` or `[rows, 1]`; of more numbers each is a target of its own. */
  readonly output: string
  /** What is predicted, one name a column of the output. */
  readonly targets: readonly { readonly name: string; readonly unit?: string }[]
}

/** A column that the model takes, and the field that a person fills in for it. */
export interface Feature {
  /** As rows and files name it. */
  readonly name: string
  /** For people; the name where nothing is said. */
  readonly title?: string
  readonly unit?: string
  readonly kind: FeatureKind
  /** Of numbers. A value outside is taken, and said to be outside. */
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** A row need not have it: the model knows what to do then, and gets NaN, or an empty text. */
  readonly mayBeMissing?: boolean
  /** What the form begins with. */
  readonly default?: FeatureValue
  /** Of a choice: all that it can be. */
  readonly choices?: readonly (string | number)[]
}

export type FeatureKind = 'number' | 'integer' | 'boolean' | 'choice' | 'text'
export type FeatureValue = CellValue

/** How a row goes into the graph; what is done to it before. The words are the arithmetic's own. */
export type TableElementType = ElementType
export type TableFeeding = Feeding
export type TableStep = Step

export interface TableExample {
  readonly title: string
  readonly features: Readonly<Record<string, FeatureValue>>
  /** Computed beforehand: classes with probabilities, */
  readonly predictions?: readonly Prediction[]
  /** or the numbers of the targets. */
  readonly values?: readonly number[]
}
