import { confidenceOf } from '../../core/evaluation/confidence.ts'
import type { Prediction } from '../../protocol/manifest.ts'
import type { ImageClassification } from '../../protocol/picture-tasks.ts'
import { formatPercent, plural } from '../../ui/format.ts'
import type { ClassesExhibit } from './exhibit.ts'

/** What a screen reader is told when predictions have come; of classes that do not exclude one another only the first. */
export function announcement(exhibit: ClassesExhibit, isMultiLabel: boolean): string {
  if (exhibit.kind !== 'live') return ''
  const { predictions } = exhibit.result
  const [top] = predictions
  if (top === undefined) return 'No prediction.'
  const doubt = isMultiLabel ? undefined : doubtWords(predictions)
  return [`${top.class}, ${formatPercent(top.prob)}.`, doubt].filter(Boolean).join(' ')
}

/** That the model is not confident, in a plain sentence; nothing where it is. See `core/evaluation/confidence.ts`. */
export function doubtWords(predictions: readonly Prediction[]): string | undefined {
  const [first, second] = predictions
  const confidence = confidenceOf(predictions.map(({ prob }) => prob))
  if (first === undefined || confidence === 'sure') return undefined
  return confidence === 'low'
    ? `Not confident: even its first class has only ${formatPercent(first.prob)}.`
    : `Not confident: “${first.class}” and “${second?.class}” are nearly as probable.`
}

/** Why classes have numbers, though the export has names. */
export function mismatchWords({ mismatch }: ImageClassification): string | undefined {
  if (mismatch === undefined) return undefined
  const { labels, classes } = mismatch
  return `The export names ${plural(labels, 'label')}, but the model has ${classes.toLocaleString('en-US')} classes: they are numbered, for names may be shifted.`
}
