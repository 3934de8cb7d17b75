import type { ImageClassification } from '../../protocol/picture-tasks.ts'
import { formatPercent } from '../../ui/format.ts'

type Answer = Pick<ImageClassification, 'predictions'>

/** What becomes of the first class when the tensor is made in another way. */
export function differenceWords(before: Answer, after: Answer): string {
  const [was] = before.predictions
  const [is] = after.predictions
  if (was === undefined || is === undefined) return ''
  if (was.class !== is.class) {
    return `The first class changes from “${was.class}” to “${is.class}”.`
  }
  const change = `from ${formatPercent(was.prob)} to ${formatPercent(is.prob)}`
  return Math.abs(was.prob - is.prob) < 0.0005
    ? `“${is.class}” stays first, and as probable.`
    : `“${is.class}” stays first, and goes ${change}.`
}
