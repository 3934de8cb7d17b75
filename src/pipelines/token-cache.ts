import type { Decoder, NextLogits, Ranking } from './ports.ts'

/** A decoder together with the tokens in its cache, so that what two texts begin with is run once. */
export interface TokenCache {
  /**
   * Cuts the cache down to a beginning of `ids`. The last of them is never kept: its run gives the logits behind it.
   * @returns how many of them it holds
   */
  keep(ids: readonly number[]): Promise<number>
  /** Holds nothing any more. */
  clear(): Promise<void>
  append(ids: readonly number[]): Promise<NextLogits>
  appendEach: Decoder['appendEach']
  appendGreedily(count: number): Promise<{ taken: readonly Ranking[]; next: NextLogits }>
  /** @param length as the decoder has it */
  cutTo(length: number): Promise<void>
}

export function createTokenCache(decoder: Decoder): TokenCache {
  let held: number[] = []

  /** A run that breaks off leaves a cache of which nothing is known. */
  async function adding<T>(work: () => Promise<T>, idsOf: (result: T) => Iterable<number>) {
    const before = held
    held = []
    const result = await work()
    for (const id of idsOf(result)) before.push(id)
    held = before
    return result
  }

  async function cutTo(length: number): Promise<void> {
    const before = held
    held = []
    const kept = await decoder.rewind(length)
    held = before.slice(0, kept)
  }

  return {
    async keep(ids) {
      const common = held.findIndex((id, place) => id !== ids[place])
      const same = common < 0 ? held.length : common
      await cutTo(Math.min(same, ids.length - 1))
      return held.length
    },
    clear: () => cutTo(0),
    append: (ids) =>
      adding(
        () => decoder.append(ids),
        () => ids,
      ),
    appendEach: (ids, visit) =>
      adding(
        () => decoder.appendEach(ids, visit),
        () => ids,
      ),
    appendGreedily: (count) =>
      adding(
        () => decoder.appendGreedily!(count),
        ({ taken }) => taken.map(([first]) => first!.id),
      ),
    cutTo,
  }
}
