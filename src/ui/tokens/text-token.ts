/** A token with its probability in [0, 1]. */
export interface Candidate {
  readonly id: number
  /** What it would add to the text. */
  readonly text: string
  readonly prob: number
}

/** A token of a text. */
export interface TextToken {
  readonly id: number
  /** What it adds to the text. */
  readonly text: string
  /** Absent where nothing stands before it. */
  readonly prob?: number
  /** The most probable ones for its place. */
  readonly candidates: readonly Candidate[]
  /** By the visitor, in place of the model's own. */
  readonly isChosen?: true
}
