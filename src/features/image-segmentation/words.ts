import type { ImageSegmentation } from '../../protocol/picture-tasks.ts'
import { formatPercent, plural } from '../../ui/format.ts'
import type { Segment } from './segments.ts'

/** What a screen reader is told when an answer has come. */
export function announcement(segments: readonly Segment[]): string {
  const found = segments.filter(({ isBackground, area }) => !isBackground && area > 0)
  if (found.length === 0) return 'Nothing was found.'
  const first = found
    .slice(0, 3)
    .map(({ name, area }) => `${name} ${formatPercent(area)}`)
    .join(', ')
  return `${plural(found.length, 'area')}: ${first}${found.length > 3 ? ' and more' : ''}.`
}

/** The export has names, but not as many as the model has classes. */
export function mismatchWords({ mismatch }: ImageSegmentation): string | undefined {
  if (mismatch === undefined) return undefined
  const { labels, classes } = mismatch
  return `The export names ${labels} ${labels === 1 ? 'class' : 'classes'}, the model has ${classes}: so the names are not used.`
}

/** Of a large picture the mask is smaller. */
export function sizeWords({ image, width, height }: ImageSegmentation): string | undefined {
  return image.width === width ? undefined : `mask ${width} × ${height}`
}
