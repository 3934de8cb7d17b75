import type { BoxSet } from '../../core/boxes/boxes.ts'
import type { Tensor } from '../../core/tensors/tensor.ts'

/** Reads the boxes that one kind of graph writes down. */
export interface HeadReader {
  /** Names of the outputs that it reads. */
  readonly outputs: readonly string[]
  /** The graph gives each thing once. */
  readonly suppressed: boolean
  /**
   * Throws `output-not-finite`, and `export-unsupported` for outputs of another shape or type than this kind has.
   */
  read(given: HeadInput): FoundBoxes
}

export interface HeadInput {
  readonly outputs: Readonly<Record<string, Tensor>>
  /** How many pictures the graph takes at a time; the first is ours. */
  readonly batch: number
  /** Of the tensor that went in, in pixels. */
  readonly width: number
  readonly height: number
  /** How many names the export has for its classes; 0 for none. */
  readonly labels: number
}

export interface FoundBoxes {
  /** Best first, in pixels of the tensor. */
  readonly boxes: BoxSet
  /** For each of them the row of the output that it comes from. */
  readonly rows: Int32Array
  /** How many classes the graph tells apart; absent where it does not say. */
  readonly classes?: number
  /**
   * Where the class that means "nothing" stands, which some exports name and others do not: `first` is among `classes`,
   * `last` is not.
   */
  readonly nothing?: 'first' | 'last'
}
