import type { Feature, FeatureValue } from '../../protocol/table-manifests.ts'
import type { TableRow } from '../../protocol/table-tasks.ts'
import { meantBy, valueIn, type TableManifest } from './row.ts'

export interface Range {
  readonly min: number
  readonly max: number
}

/** Fine enough for a smooth line. */
const points = 61
const mostChoices = 60

/** Whether there is anything to move it over. */
export function canVary(feature: Feature): boolean {
  const { kind, choices = [] } = feature
  switch (kind) {
    case 'number':
    case 'integer':
    case 'boolean':
      return true
    case 'choice':
      return choices.length > 1
    case 'text':
      return false
    default:
      return kind satisfies never
  }
}

export function isNumeric({ kind }: Feature): boolean {
  return kind === 'number' || kind === 'integer'
}

/**
 * What a number is moved over: what the author says, else three standard deviations about the mean of what the examples,
 * the default and this row have; of values that are all the same, as far as they are from 0.
 */
export function rangeOf(feature: Feature, { examples }: TableManifest, row: TableRow): Range {
  const seen = [...examples.map((example) => example.features), row]
    .map((values) => meantBy(valueIn(values, feature.name), feature))
    .concat(feature.default)
    .filter((value) => typeof value === 'number')
  const mean = seen.reduce((sum, value) => sum + value, 0) / Math.max(1, seen.length)
  const variance =
    seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, seen.length)
  const spread = Math.sqrt(variance) || Math.abs(mean) / 3 || 1 / 3
  const min = feature.min ?? Math.min(tidy(mean - 3 * spread), feature.max ?? Infinity)
  const max = feature.max ?? Math.max(tidy(mean + 3 * spread), min)
  return max > min ? { min, max } : { min, max: min + 1 }
}

/** In order and each once. A number outside the range widens it, so that the row itself is always on the curve. */
export function sweepValues(
  feature: Feature,
  { min, max }: Range,
  current: FeatureValue | null | undefined,
): readonly FeatureValue[] {
  if (feature.kind === 'boolean') return [false, true]
  if (feature.kind === 'choice') return (feature.choices ?? []).slice(0, mostChoices)
  const here = typeof current === 'number' ? [current] : []
  const from = Math.min(min, ...here)
  const to = Math.max(max, ...here)
  const grain = grainOf(feature, to - from)
  const values = Array.from({ length: points }, (_, index) => {
    if (index === 0) return from
    if (index === points - 1) return to
    const value = from + ((to - from) * index) / (points - 1)
    return Math.min(Math.max(tidy(Math.round(value / grain) * grain), from), to)
  })
  return [...new Set(values)]
}

/** As fine as a person would write it: the author's step, else a power of ten far below what can be seen. */
function grainOf({ kind, step }: Feature, span: number): number {
  if (kind === 'integer') return 1
  return step ?? 10 ** Math.floor(Math.log10(span / 500))
}

/** Without the tail of digits that binary fractions have. */
function tidy(value: number): number {
  return Number(value.toPrecision(6))
}
