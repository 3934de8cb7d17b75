import { alignClasses, differenceOf } from '../../core/evaluation/agreement.ts'
import { classFoldersOf } from '../../core/evaluation/class-folders.ts'
import { accuracyOf, wilson, type Share } from '../../core/evaluation/evaluation.ts'
import { quantile } from '../../core/evaluation/quantile.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { judgedRows, rowsOf, seenIn, type Row } from './rows.ts'
import { classNames, type Seen, type SeenOutcome } from './seen.ts'

/** One model's side of it. */
export interface Side {
  readonly names: readonly string[]
  /** Where the folders are classes of this model. */
  readonly accuracy: Share | undefined
  /** Milliseconds of the run alone, without the first one. */
  readonly runP50: number | undefined
  readonly runP95: number | undefined
  /** The same from the file to the answer. */
  readonly totalP50: number | undefined
}

export interface Pair {
  readonly row: Row
  readonly own: Seen
  readonly other: Seen
  readonly isAgreed: boolean
  /** By how much the most different probability differs. */
  readonly largest: number
}

export interface Comparison {
  readonly own: Side
  readonly other: Side
  readonly agreement: Share
  readonly meanDifference: number
  readonly mostDifference: number
  /** Those that the two answer differently first, then by how much. */
  readonly pairs: readonly Pair[]
  /** Classes that both have. */
  readonly shared: number
}

/**
 * @param rows of the page's own model
 * @param outcomes of the other one for the same pictures, by their places among the `rows`
 * @returns undefined before there is a picture that both have looked at
 */
export function compare(
  rows: readonly Row[],
  outcomes: readonly (SeenOutcome | undefined)[],
  manifests: { own: ImageClassificationManifest; other: ImageClassificationManifest },
): Comparison | undefined {
  const both = rows.flatMap((row, at) => {
    const own = seenIn(row.outcome)
    const other = seenIn(outcomes[at])
    return own === undefined || other === undefined ? [] : [{ row, own, other }]
  })
  const [first] = both
  if (first === undefined) return undefined
  const own = classNames(manifests.own, first.own.probabilities.length)
  const other = classNames(manifests.other, first.other.probabilities.length)
  const aligned = alignClasses(own, other)
  const pairs = both.map((pair) => ({
    ...pair,
    ...differenceOf(pair.own.probabilities, pair.other.probabilities, aligned),
  }))
  const items = both.map(({ row }) => row.item)
  const side = (
    names: readonly string[],
    manifest: ImageClassificationManifest,
    seen: readonly Seen[],
  ): Side => {
    const truths = classFoldersOf(
      items.map(({ path }) => path),
      names,
    )?.truths
    const kept = seen.map((one): SeenOutcome => ({ status: 'done', kept: one }))
    const parts = { id: 0, items, outcomes: kept, count: kept.length }
    const judged = judgedRows(rowsOf(parts, truths, manifest)).map((pair) => pair.judged)
    // The first run of a session is slower, for reasons that have nothing to do with the model.
    const warm = seen.filter(({ timing }) => !timing.cold).map(({ timing }) => timing)
    const runs = warm.map(({ runMs }) => runMs)
    return {
      names,
      accuracy: judged.length === 0 ? undefined : accuracyOf(judged, 1),
      runP50: quantile(runs, 0.5),
      runP95: quantile(runs, 0.95),
      totalP50: quantile(
        warm.map(({ totalMs }) => totalMs),
        0.5,
      ),
    }
  }
  const differences = pairs.map(({ largest }) => largest)
  return {
    own: side(
      own,
      manifests.own,
      both.map((pair) => pair.own),
    ),
    other: side(
      other,
      manifests.other,
      both.map((pair) => pair.other),
    ),
    agreement: wilson(pairs.filter(({ isAgreed }) => isAgreed).length, pairs.length),
    meanDifference: differences.reduce((sum, one) => sum + one, 0) / differences.length,
    mostDifference: Math.max(...differences),
    pairs: pairs.toSorted(
      (one, other_) =>
        Number(one.isAgreed) - Number(other_.isAgreed) || other_.largest - one.largest,
    ),
    shared: aligned.filter((index) => index >= 0).length,
  }
}
