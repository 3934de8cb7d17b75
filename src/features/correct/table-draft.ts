import type { Manifest } from '../../protocol/manifest.ts'
import type { Feature } from '../../protocol/table-manifests.ts'
import { linesWith } from './image-draft.ts'

export interface TableDraft {
  readonly features: readonly FeatureDraft[]
  /** One a line, in the order of the probabilities. */
  readonly labels: string
  readonly modelVersion: string
}

/** A column as it is typed. What of these its kind has no use for is kept until another kind has. */
export interface FeatureDraft {
  /** Tells it from the others, whatever it is called. */
  readonly id: number
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly kind: Feature['kind']
  readonly min: string
  readonly max: string
  readonly step: string
  readonly default: string
  /** One a line. */
  readonly choices: string
  readonly mayBeMissing: 'yes' | 'no'
}

export function tableDraftOf(manifest: Manifest): TableDraft {
  if (!('features' in manifest)) return { features: [], labels: '', modelVersion: '' }
  const { features, modelVersion = '' } = manifest
  return {
    features: features.map(featureDraftOf),
    labels: 'labels' in manifest ? linesWith(manifest.labels) : '',
    modelVersion,
  }
}

/** One after the last. */
export function newFeature({ features }: TableDraft): FeatureDraft {
  const id = Math.max(-1, ...features.map((feature) => feature.id)) + 1
  return featureDraftOf({ name: `feature_${features.length}`, kind: 'number' }, id)
}

function featureDraftOf(feature: Feature, id: number): FeatureDraft {
  const { name, title = '', unit = '', kind, min, max, step, choices = [] } = feature
  return {
    id,
    name,
    title,
    unit,
    kind,
    min: wordsOf(min),
    max: wordsOf(max),
    step: wordsOf(step),
    default: wordsOf(feature.default),
    choices: linesWith(choices.map(String)),
    mayBeMissing: feature.mayBeMissing === true ? 'yes' : 'no',
  }
}

function wordsOf(value: Feature['default']): string {
  return value === undefined ? '' : String(value)
}
