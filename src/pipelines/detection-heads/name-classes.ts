import type { ObjectDetection } from '../../protocol/picture-tasks.ts'
import type { FoundBoxes } from './head.ts'

/**
 * A name for each class. Names that are not as many as the classes are not used; the one for "nothing" may be there or
 * not.
 */
export function nameClasses(
  labels: readonly string[],
  { boxes, classes, nothing }: Pick<FoundBoxes, 'boxes' | 'classes' | 'nothing'>,
): Pick<ObjectDetection, 'classes' | 'mismatch'> {
  const highest = boxes.classes.reduce((most, index) => Math.max(most, index), -1)
  const count = classes ?? Math.max(highest + 1, labels.length)
  const named = withoutNothing(labels, count, nothing)
  if (named.length === count) return { classes: named }
  const numbered = Array.from({ length: count }, (_, i) => `class_${i}`)
  return labels.length === 0
    ? { classes: numbered }
    : { classes: numbered, mismatch: { labels: labels.length, classes: count } }
}

function withoutNothing(
  labels: readonly string[],
  count: number,
  nothing: FoundBoxes['nothing'],
): readonly string[] {
  if (nothing === 'first' && labels.length === count - 1) return ['background', ...labels]
  if (nothing === 'last' && labels.length === count + 1) return labels.slice(0, count)
  return labels
}
