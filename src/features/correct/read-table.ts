import type { FeatureValue } from '../../protocol/table-manifests.ts'
import type { AuthorFeature, VitrineJson } from '../../protocol/vitrine-json.ts'
import { linesOf } from './lines-of.ts'
import type { Need } from './read-draft.ts'
import { numberIn, withoutGaps } from './read-numbers.ts'
import type { FeatureDraft, TableDraft } from './table-draft.ts'

export function readTable(
  task: 'tabular-classification' | 'tabular-regression',
  { features, labels, modelVersion }: TableDraft,
  need: Need,
): VitrineJson {
  const version = modelVersion.trim()
  const names = features.map(({ name }) => name.trim())
  const read = features.map((feature, index) => {
    const isTaken = names.indexOf(names[index]!) < index
    return readFeature(feature, isTaken, need)
  })
  return {
    // None: as the graph looks.
    ...(read.length > 0 && { features: read }),
    ...(task === 'tabular-classification' && { labels: linesOf(labels) }),
    ...(version !== '' && { modelVersion: version }),
  }
}

function readFeature(draft: FeatureDraft, isTaken: boolean, need: Need): AuthorFeature {
  const { id, kind } = draft
  const name = draft.name.trim()
  const isFree = name !== '' && !isTaken
  need(
    `features.${id}.name`,
    isFree ? name : undefined,
    isTaken ? 'Another feature is called that.' : 'It needs a name.',
  )
  const choices = kind === 'choice' ? choicesOf(draft, need) : undefined
  const isNumber = kind === 'number' || kind === 'integer'
  return {
    name,
    kind,
    ...withoutGaps({
      title: draft.title.trim() || undefined,
      unit: isNumber ? draft.unit.trim() || undefined : undefined,
      ...(isNumber && numbersOf(draft, need)),
      choices,
      default: defaultOf(draft, choices, need),
      mayBeMissing: draft.mayBeMissing === 'yes' ? true : undefined,
    }),
  }
}

function numbersOf(
  { id, ...draft }: FeatureDraft,
  need: Need,
): Pick<
  { min?: number | undefined; max?: number | undefined; step?: number | undefined },
  'min' | 'max' | 'step'
> {
  const read = (key: 'min' | 'max' | 'step') => {
    const raw = draft[key].trim()
    if (raw === '') return undefined
    return need(`features.${id}.${key}`, numberIn(raw), 'It must be a number, or empty.')
  }
  const [min, max, step] = [read('min'), read('max'), read('step')]
  if (min !== undefined && max !== undefined && min > max) {
    need(`features.${id}.max`, undefined, 'It must not be below the least.')
  }
  if (step !== undefined && step <= 0) {
    need(`features.${id}.step`, undefined, 'It must be above 0.')
  }
  return { min, max, step }
}

function choicesOf(
  { id, choices }: FeatureDraft,
  need: Need,
): readonly (string | number)[] | undefined {
  const lines = linesOf(choices).filter((line) => line !== '')
  const given = lines.length > 0 ? lines : undefined
  return need(`features.${id}.choices`, given, 'It needs what can be chosen, one a line.')
}

function defaultOf(
  { id, kind, default: raw }: FeatureDraft,
  choices: readonly (string | number)[] | undefined,
  need: Need,
): FeatureValue | undefined {
  const given = raw.trim()
  if (given === '') return undefined
  const name = `features.${id}.default` as const
  switch (kind) {
    case 'number':
      return need(name, numberIn(given), 'It must be a number, or empty.')
    case 'integer': {
      const value = numberIn(given)
      const whole = Number.isInteger(value) ? value : undefined
      return need(name, whole, 'It must be a whole number, or empty.')
    }
    case 'boolean':
      return given === 'true'
    case 'choice': {
      const found = choices?.find((one) => String(one) === given)
      return need(name, found, 'It must be one of the choices, or empty.')
    }
    case 'text':
      return raw
    default:
      return kind satisfies never
  }
}
