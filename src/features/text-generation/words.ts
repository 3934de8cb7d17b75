import { formatDuration, plural } from '../../ui/format.ts'
import { calmStep, type Exhibit } from './exhibit.ts'

/** The measured speed of what is shown. */
export function speedWords(exhibit: Exhibit): string {
  if (exhibit.kind === 'nothing') return 'Not run yet'
  if (exhibit.kind === 'beforehand') return 'Computed beforehand with this model'
  const { result, steps, progress } = exhibit
  if (result !== undefined) {
    const { tokensPerSecond, prefillMs } = result.timing
    return [
      tokensPerSecond > 0 ? rateWords(tokensPerSecond) : undefined,
      `first after ${formatDuration(prefillMs)}`,
      plural(result.ids.length, 'token'),
    ]
      .filter((part) => part !== undefined)
      .join(' · ')
  }
  const step = calmStep(steps)
  if (step === undefined)
    return progress === 'writing' ? 'Waiting for the first token…' : 'No token'
  return `${rateWords(step.tokensPerSecond)} · ${plural(steps.length, 'token')}`
}

function rateWords(tokensPerSecond: number): string {
  return `${tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : Math.round(tokensPerSecond)} tokens/s`
}

/** Why the text ends where it ends; undefined while it has not ended. */
export function finishWords(exhibit: Exhibit, contextLength: number): string | undefined {
  if (exhibit.kind !== 'live') return undefined
  if (exhibit.progress === 'stopped') return 'You stopped it here.'
  const { result } = exhibit
  if (result === undefined) return undefined
  switch (result.finishReason) {
    case 'stop':
      return 'The model ended the text by itself.'
    case 'abort':
      return 'You stopped it here.'
    case 'length':
      return result.contextFull
        ? `The context is full: this model reads at most ${plural(contextLength, 'token')}, prompt and continuation together.`
        : `It has written the ${plural(result.ids.length, 'new token')} you allowed.`
    default:
      return result.finishReason satisfies never
  }
}

/** What a screen reader is told: that writing began, and how it ended. */
export function announcement(exhibit: Exhibit, contextLength: number): string {
  if (exhibit.kind !== 'live') return ''
  if (exhibit.progress === 'writing') return 'Generating.'
  const end = finishWords(exhibit, contextLength) ?? ''
  return `${plural(exhibit.steps.length, 'token')} written. ${end}`
}
