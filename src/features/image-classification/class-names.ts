import type { ImageClassification } from '../../protocol/picture-tasks.ts'

/** As the pipeline names them. */
export function classNamer(
  labels: readonly string[],
  { mismatch }: Pick<ImageClassification, 'mismatch'>,
): (index: number) => string {
  return (index) => (mismatch === undefined ? labels[index] : undefined) ?? `class_${index}`
}

/** All classes by index, most probable first. */
export function ranked(probabilities: ArrayLike<number>): readonly number[] {
  return Array.from({ length: probabilities.length }, (_, index) => index).sort(
    (a, b) => probabilities[b]! - probabilities[a]! || a - b,
  )
}
