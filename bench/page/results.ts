export interface Generated {
  readonly ids: readonly number[]
  /** Over all new tokens but the first, which belongs to the prefill. */
  readonly msPerToken: number
}

export interface Classified {
  readonly classes: readonly string[]
  readonly totalMs: number
}
