import type { Feature } from '../../protocol/table-manifests.ts'
import { formatMs, formatPercent, plural } from '../../ui/format.ts'
import { targetName } from './answer-json.ts'
import type { Answer, Exhibit } from './exhibit.ts'
import { formatNumber, withUnit } from './format-number.ts'
import type { TableManifest } from './row.ts'

export function speedWords(exhibit: Exhibit): string {
  if (exhibit.kind === 'nothing') return 'Not run yet'
  if (exhibit.kind === 'beforehand') return 'Computed beforehand with this model'
  const { prepareMs, runMs, totalMs, cold } = exhibit.result.timing
  return [
    `prepare ${formatMs(prepareMs)}`,
    `run ${formatMs(runMs)}`,
    `total ${formatMs(totalMs)} ms`,
    exhibit.answer.fromCache ? 'from cache' : cold ? 'cold' : 'warm',
  ].join(' · ')
}

/** What a screen reader is told when an answer has come. */
export function announcement(exhibit: Exhibit, manifest: TableManifest): string {
  return exhibit.kind === 'live' ? `${answerWords(exhibit.answer, manifest)}.` : ''
}

/** "Gentoo, 98.7 %", "price 312,000 EUR". */
export function answerWords(
  { prediction, probabilities, values }: Answer,
  manifest: TableManifest,
): string {
  if (manifest.task === 'tabular-regression') {
    return (values ?? [Number(prediction)])
      .map((value, index) => {
        const { unit } = manifest.targets[index] ?? {}
        return `${targetName(manifest, index)} ${withUnit(value, unit)}`
      })
      .join(', ')
  }
  const prob = probabilities?.find((one) => one.class === prediction)?.prob
  return prob === undefined ? String(prediction) : `${prediction}, ${formatPercent(prob)}`
}

/** What there is to say of a field besides its name: "Bill length · 32 to 60 mm · may be empty". */
export function aboutWords(feature: Feature, isOptional: boolean): string {
  const { name, title, kind } = feature
  return [
    title !== undefined && title.toLowerCase() !== name.toLowerCase() && title,
    kind === 'number' || kind === 'integer' ? rangeWords(feature) : feature.unit,
    isOptional && 'may be empty',
  ]
    .filter(Boolean)
    .join(' · ')
}

function rangeWords({ min, max, unit, kind }: Feature): string | undefined {
  const range =
    min !== undefined && max !== undefined
      ? `${formatNumber(min)} to ${formatNumber(max)}`
      : min !== undefined
        ? `from ${formatNumber(min)}`
        : max !== undefined
          ? `up to ${formatNumber(max)}`
          : kind === 'integer'
            ? 'a whole number'
            : undefined
  return [range, unit].filter(Boolean).join(' ') || undefined
}

/** A value outside the range is run all the same. */
export function outsideWords(value: unknown, feature: Feature): string | undefined {
  const { min = -Infinity, max = Infinity } = feature
  if (typeof value !== 'number' || (value >= min && value <= max)) return undefined
  return `Outside ${rangeWords({ ...feature, kind: 'number' })}. It is used all the same.`
}

export function problemsWords(count: number): string {
  return `${plural(count, 'field')} cannot be used as ${count === 1 ? 'it stands' : 'they stand'}.`
}
