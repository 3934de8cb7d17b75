import type { Feature, FeatureValue } from '../../protocol/table-manifests.ts'
import type { RowAnswer, TableRow } from '../../protocol/table-tasks.ts'
import { isNumeric, type Range } from './sweep.ts'

/** One feature of the row, moved a little. */
export interface Nudge {
  readonly feature: Feature
  readonly from: FeatureValue
  readonly to: FeatureValue
}

export interface Influence extends Nudge {
  /** Of the likeliest class' probability, or of the value; with labels alone 0. */
  readonly change: number
  /** The class is another one then. */
  readonly flips: boolean
}

/** Of a probability: what is less is 0.0 points. */
const least = 0.0005
/** Of the range, either way. */
const share = 0.05
const mostNudges = 1000
const mostChoices = 20

/** Numbers up and down by a twentieth of their range (whole ones by 1 at least), everything else to each other choice. */
export function nudgesOf(
  row: TableRow,
  features: readonly Feature[],
  rangeFor: (feature: Feature) => Range,
): readonly Nudge[] {
  const nudges = features.flatMap((feature): Nudge[] => {
    const from = row[feature.name]
    if (from === null || from === undefined) return []
    return othersOf(feature, from, rangeFor).map((to) => ({ feature, from, to }))
  })
  return nudges.slice(0, mostNudges)
}

function othersOf(
  feature: Feature,
  from: FeatureValue,
  rangeFor: (feature: Feature) => Range,
): readonly FeatureValue[] {
  if (isNumeric(feature) && typeof from === 'number') {
    const { min, max } = rangeFor(feature)
    const step = (max - min) * share
    const by = feature.kind === 'integer' ? Math.max(1, Math.round(step)) : step
    return [from - by, from + by].map((value) => Number(value.toPrecision(6)))
  }
  if (feature.kind === 'boolean') return [from !== true]
  if (feature.kind !== 'choice') return []
  return (feature.choices ?? []).filter((choice) => choice !== from).slice(0, mostChoices)
}

/**
 * For each feature the nudge that changed the answer most, greatest first; those that changed
 * nothing that could be read are left out.
 * @param answers one for each nudge
 */
export function influences(
  nudges: readonly Nudge[],
  base: RowAnswer,
  answers: readonly RowAnswer[],
): readonly Influence[] {
  const found = new Map<string, Influence>()
  for (const [index, nudge] of nudges.entries()) {
    const answer = answers[index]
    if (answer === undefined) continue
    const one = { ...nudge, ...changeOf(base, answer) }
    const before = found.get(nudge.feature.name)
    if (before === undefined || weight(one) > weight(before)) found.set(nudge.feature.name, one)
  }
  return [...found.values()]
    .filter(
      (one) => weight(one) > 0 && (base.values !== undefined || one.flips || weight(one) >= least),
    )
    .sort((a, b) => weight(b) - weight(a))
}

function changeOf(base: RowAnswer, answer: RowAnswer): { change: number; flips: boolean } {
  if (base.values !== undefined) {
    return { change: (answer.values?.[0] ?? NaN) - (base.values[0] ?? NaN), flips: false }
  }
  const flips = answer.prediction !== base.prediction
  const [top] = base.probabilities ?? []
  if (top === undefined) return { change: 0, flips }
  return { change: probOf(answer, top.class) - top.prob, flips }
}

export function probOf({ probabilities = [] }: RowAnswer, name: string): number {
  return probabilities.find((one) => one.class === name)?.prob ?? 0
}

/** Without probabilities another class is all there is to see. */
function weight({ change, flips }: Influence): number {
  return change === 0 && flips ? Number.MIN_VALUE : Math.abs(change)
}
