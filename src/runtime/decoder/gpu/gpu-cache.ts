import type { Feeds } from '../feeds.ts'

/** Keys and values in buffers of ours, in the way that suits the graph. */
export interface GpuCache {
  /**
   * Makes room.
   * @param total tokens that there will be after the next run
   * @throws VitrineError `out-of-memory`; what is in the cache stays
   */
  reserve(total: number): Promise<void>
  /** Of the next run, after which there are `total` tokens. */
  tensors(total: number): { readonly pasts: Feeds; readonly presents: Feeds }
  /** The run is done, and there are so many tokens. */
  filled(total: number): void
  /** To be called when there is room for that many. */
  cutTo(length: number): void
  /** Another number when the buffers are others than before. */
  readonly generation: number
  close(): void
}

/** Tokens that there is room for at first. */
export const firstCapacity = 256
