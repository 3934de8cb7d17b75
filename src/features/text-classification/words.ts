import { formatPercent } from '../../ui/format.ts'
import { durationWords, tokenWords } from '../../ui/text-run-words.ts'
import type { Exhibit } from './exhibit.ts'

export function speedWords(exhibit: Exhibit): string {
  if (exhibit.kind === 'nothing') return 'Not run yet'
  if (exhibit.kind === 'beforehand') return 'Computed beforehand with this model'
  return durationWords(exhibit.result.timing)
}

/** How much of the text the model read. */
export function readWords(exhibit: Exhibit): string | undefined {
  return exhibit.kind === 'live' ? `${tokenWords(exhibit.result.tokens)}.` : undefined
}

/** What a screen reader is told when predictions have come. */
export function announcement(exhibit: Exhibit): string {
  if (exhibit.kind !== 'live') return ''
  const [top] = exhibit.result.predictions
  if (top === undefined) return 'No prediction.'
  const { cut } = exhibit.result.tokens
  return `${top.class}, ${formatPercent(top.prob)}.${cut > 0 ? ` ${readWords(exhibit)}` : ''}`
}
