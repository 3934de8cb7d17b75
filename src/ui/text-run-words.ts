import { formatMs, plural } from './format.ts'

/** Milliseconds. */
interface TextTiming {
  readonly tokenizeMs: number
  readonly runMs: number
  readonly totalMs: number
  readonly cold: boolean
}

export function durationWords({ tokenizeMs, runMs, totalMs, cold }: TextTiming): string {
  return [
    `tokenise ${formatMs(tokenizeMs)}`,
    `run ${formatMs(runMs)}`,
    `total ${formatMs(totalMs)} ms`,
    cold ? 'cold' : 'warm',
  ].join(' · ')
}

/** How much of a text the model read. */
export function tokenWords({ read, cut }: { readonly read: number; readonly cut: number }): string {
  if (cut === 0) return `${plural(read, 'token')} read`
  const [some, rest] = [read, cut].map((count) => count.toLocaleString('en-US'))
  return `${some} of ${plural(read + cut, 'token')} read, ${rest} cut`
}
