import type { FeatureValue } from '../../protocol/table-manifests.ts'
import type { RowAnswer } from '../../protocol/table-tasks.ts'
import { formatNumber, withUnit } from './format-number.ts'
import type { Influence } from './influence.ts'
import { answerWords } from './words.ts'
import type { Plan, PlanAnswers, Series } from './what-if-plan.ts'
import type { TableManifest } from './row.ts'

const mostStretches = 6

/** The curve of a number in a sentence or two, for whoever does not see it. */
export function curveWords(
  { feature, values }: Plan,
  { base, sweep }: PlanAnswers,
  series: readonly Series[],
  unit: string | undefined,
): string {
  const at = (index: number) => valueWords(values[index], feature.unit)
  if (base.values !== undefined) {
    const numbers = series[0]?.values ?? []
    const low = numbers.indexOf(Math.min(...numbers))
    const high = numbers.indexOf(Math.max(...numbers))
    if (numbers[low] === numbers[high])
      return `It makes no difference: ${withUnit(numbers[0]!, unit)} throughout.`
    return `From ${at(0)} to ${at(values.length - 1)}: lowest at ${at(low)} with ${withUnit(numbers[low]!, unit)}, highest at ${at(high)} with ${withUnit(numbers[high]!, unit)}.`
  }
  const stretches = stretchesOf(sweep)
  const [first] = stretches
  if (stretches.length === 1)
    return `It is ${first!.name} from ${at(0)} to ${at(values.length - 1)}.`
  if (stretches.length > mostStretches) {
    return `The answer changes ${stretches.length - 1} times from ${at(0)} to ${at(values.length - 1)}.`
  }
  const [start, ...rest] = stretches.map(({ name, start: from }, index) =>
    index === 0 ? name : `${name} from ${at(from)}`,
  )
  return `From ${at(0)} to ${at(values.length - 1)}: ${start}, then ${rest.join(', then ')}.`
}

function stretchesOf(sweep: readonly RowAnswer[]): { name: string; start: number }[] {
  const stretches: { name: string; start: number }[] = []
  for (const [start, { prediction }] of sweep.entries()) {
    if (stretches.at(-1)?.name !== String(prediction))
      stretches.push({ name: String(prediction), start })
  }
  return stretches
}

export function valueWords(value: FeatureValue | undefined, unit: string | undefined): string {
  if (typeof value === 'number') return withUnit(value, unit)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value ?? 'nothing'
}

/** "46.1 mm: Gentoo, 98.7 %", for the handle that goes along the curve. */
export function pointWords(
  { feature, values }: Plan,
  { sweep }: PlanAnswers,
  index: number,
  manifest: TableManifest,
): string {
  const answer = sweep[index]
  const value = valueWords(values[index], feature.unit)
  return answer === undefined ? value : `${value}: ${answerWords(answer, manifest)}`
}

/** "Gentoo −12.3 points", "+1,200 EUR", "another class". */
export function changeWords(
  { change, flips }: Influence,
  base: RowAnswer,
  unit: string | undefined,
): string {
  const sign = change < 0 ? '−' : '+'
  if (base.values !== undefined) return `${sign}${withUnit(Math.abs(change), unit)}`
  const [top] = base.probabilities ?? []
  if (top === undefined) return 'another class'
  return `${sign}${(Math.abs(change) * 100).toFixed(1)} points${flips ? ', another class' : ''}`
}

/** The ends of the vertical axis. */
export function axisWords(
  isShare: boolean,
  { min, max }: { readonly min: number; readonly max: number },
): { readonly low: string; readonly high: string } {
  if (isShare) return { low: '0 %', high: '100 %' }
  return { low: formatNumber(min), high: formatNumber(max) }
}
