import type { ImageClassification } from '../../protocol/picture-tasks.ts'
import { formatPercent } from '../../ui/format.ts'
import type { ClassesExhibit } from './exhibit.ts'

/** What a screen reader is told when predictions have come. */
export function announcement(exhibit: ClassesExhibit): string {
  return exhibit.kind === 'live' ? topWords(exhibit.result) : ''
}

function topWords({ predictions: [top] }: ImageClassification): string {
  return top === undefined ? 'No prediction.' : `${top.class}, ${formatPercent(top.prob)}.`
}
