/** The keys and values of a decoder's layers in the wasm heap, in the order of its roles. */
export interface HeapCache {
  /** Before a run, after which there are so many tokens. */
  reserve(total: number): void
  /** What the run takes. */
  readonly pasts: readonly number[]
  /** What it fills; where one is 0 the runtime allocates it. */
  readonly presents: readonly number[]
  /** After the run: what it filled, the cache's own from now on, for so many tokens. */
  keep(presents: readonly number[], total: number): void
  /** Forgets all tokens but the first ones. */
  cutTo(length: number): void
  close(): void
}
