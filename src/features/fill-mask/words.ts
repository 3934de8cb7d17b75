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

/** What a screen reader is told when the words have come. */
export function announcement(exhibit: Exhibit): string {
  if (exhibit.kind !== 'live') return ''
  const { masks, tokens } = exhibit.result
  const tops = masks.map(([top]) =>
    top === undefined ? 'no word' : `${top.class}, ${formatPercent(top.prob)}`,
  )
  return `${tops.join('; ')}.${tokens.cut > 0 ? ` ${readWords(exhibit)}` : ''}`
}
