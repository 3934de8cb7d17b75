import type { Feature, FeatureValue } from '../../protocol/table-manifests.ts'
import type { RowAnswer, TableRow } from '../../protocol/table-tasks.ts'
import { nudgesOf, type Nudge } from './influence.ts'
import { isNumeric, sweepValues, type Range } from './sweep.ts'
import type { TableManifest } from './row.ts'

/** What is asked about a row, in one run. */
export interface Plan {
  readonly row: TableRow
  readonly feature: Feature
  /** That this feature is given, one after the other. */
  readonly values: readonly FeatureValue[]
  readonly nudges: readonly Nudge[]
}

export function planOf(
  manifest: TableManifest,
  row: TableRow,
  feature: Feature,
  rangeFor: (feature: Feature) => Range,
): Plan {
  const values = sweepValues(feature, rangeFor(feature), row[feature.name])
  return { row, feature, values, nudges: nudgesOf(row, manifest.features, rangeFor) }
}

export function rowsOf({ row, feature, values, nudges }: Plan): readonly TableRow[] {
  return [
    row,
    ...values.map((value) => ({ ...row, [feature.name]: value })),
    ...nudges.map((nudge) => ({ ...row, [nudge.feature.name]: nudge.to })),
  ]
}

export interface PlanAnswers {
  readonly base: RowAnswer
  readonly sweep: readonly RowAnswer[]
  readonly nudged: readonly RowAnswer[]
}

export function answersOf({ values }: Plan, [base, ...rest]: readonly RowAnswer[]): PlanAnswers {
  return { base: base!, sweep: rest.slice(0, values.length), nudged: rest.slice(values.length) }
}

/** A line of the curve: a class, or a target. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
  /** Of the row itself. */
  readonly here: number
}

export const mostSeries = 5

/**
 * The classes that get likeliest anywhere on the curve, in the order in which the row itself has them; of labels alone,
 * 1 where a class is the answer. Of a regression the numbers of one target.
 */
export function seriesOf({ base, sweep }: PlanAnswers, target: number, name: string): Series[] {
  if (base.values !== undefined) {
    const values = sweep.map((answer) => answer.values?.[target] ?? NaN)
    return [{ name, values, here: base.values[target] ?? NaN }]
  }
  const shares = [base, ...sweep].map(sharesOf)
  const most = new Map<string, number>()
  for (const share of shares) {
    for (const [one, prob] of share) most.set(one, Math.max(prob, most.get(one) ?? 0))
  }
  const [here, ...rest] = shares
  return [...most]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostSeries)
    .map(([one]) => ({
      name: one,
      values: rest.map((share) => share.get(one) ?? 0),
      here: here?.get(one) ?? 0,
    }))
    .sort((a, b) => b.here - a.here)
}

function sharesOf({ prediction, probabilities }: RowAnswer): ReadonlyMap<string, number> {
  if (probabilities === undefined) return new Map([[String(prediction), 1]])
  return new Map(probabilities.map((one) => [one.class, one.prob]))
}

/** The features that can be moved, numbers first. */
export function inOrder(features: readonly Feature[]): readonly Feature[] {
  return [...features.filter(isNumeric), ...features.filter((feature) => !isNumeric(feature))]
}
