import type { Judged } from './evaluation.ts'

/** How often each class was taken for each. Only what occurs is held: a thousand classes have a million pairs. */
export interface Confusion {
  /** Classes that occur, as truth or as answer, by index. */
  readonly classes: readonly number[]
  /** How many pictures of `truth` were taken for `answer`. */
  count(truth: number, answer: number): number
  /** How many pictures are of this class. */
  support(truth: number): number
}

export interface ConfusedPair {
  readonly truth: number
  readonly answer: number
  readonly count: number
}

export function confusionOf(judged: readonly Judged[]): Confusion {
  const rows = rowsOf(judged)
  const classes = new Set<number>()
  for (const [truth, row] of rows) {
    classes.add(truth)
    for (const answer of row.keys()) classes.add(answer)
  }
  return {
    classes: [...classes].sort((one, other) => one - other),
    count: (truth, answer) => rows.get(truth)?.get(answer) ?? 0,
    support: (truth) => [...(rows.get(truth)?.values() ?? [])].reduce((sum, one) => sum + one, 0),
  }
}

/** The mistakes made most often, at most `count` of them; of equally frequent ones the first by class. */
export function topConfusions(judged: readonly Judged[], count: number): ConfusedPair[] {
  return [...rowsOf(judged)]
    .flatMap(([truth, row]) => [...row].map(([answer, times]) => ({ truth, answer, count: times })))
    .filter(({ truth, answer }) => truth !== answer)
    .sort(
      (one, other) =>
        other.count - one.count || one.truth - other.truth || one.answer - other.answer,
    )
    .slice(0, count)
}

function rowsOf(judged: readonly Judged[]): Map<number, Map<number, number>> {
  const rows = new Map<number, Map<number, number>>()
  for (const { truth, ranked } of judged) {
    const [answer] = ranked
    if (answer === undefined) continue
    const row = rows.get(truth) ?? new Map<number, number>()
    rows.set(truth, row)
    row.set(answer, (row.get(answer) ?? 0) + 1)
  }
  return rows
}
