import { formatDuration, plural } from './format.ts'

/** The speed of a text that is being written, or was stopped. */
export function writingWords(step: {
  readonly index: number
  readonly tokensPerSecond: number
}): string {
  return `${rateWords(step.tokensPerSecond)} · ${plural(step.index + 1, 'token')}`
}

/**
 * The measured speed of a text that has come to its end.
 * @param timing `tokensPerSecond` is 0 where fewer than two tokens were written
 * @param count of the new tokens
 */
export function writtenWords(
  timing: { readonly tokensPerSecond: number; readonly prefillMs: number },
  count: number,
): string {
  const { tokensPerSecond, prefillMs } = timing
  const rate = tokensPerSecond > 0 ? `${rateWords(tokensPerSecond)} · ` : ''
  return `${rate}first after ${formatDuration(prefillMs)} · ${plural(count, 'token')}`
}

function rateWords(tokensPerSecond: number): string {
  return `${tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : Math.round(tokensPerSecond)} tokens/s`
}
