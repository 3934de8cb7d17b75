import { formatDuration, plural } from '../../ui/format.ts'
import { calmStep } from '../../ui/calm-step.ts'
import { writingWords, writtenWords } from '../../ui/writing-words.ts'
import { givenOf, type Exhibit, type LiveExhibit } from './exhibit.ts'
import { scoreOf } from './score.ts'

/** The measured speed of what is shown. */
export function speedWords(exhibit: Exhibit): string {
  if (exhibit.kind === 'nothing') return 'Not run yet'
  if (exhibit.kind === 'beforehand') return 'Computed beforehand with this model'
  const { result, steps, progress } = exhibit
  if (exhibit.subject.purpose === 'score') {
    if (result === undefined) return progress === 'writing' ? 'Reading…' : 'Not read'
    return `${plural(result.promptTokens, 'token')} read in ${formatDuration(result.timing.prefillMs)}`
  }
  if (result !== undefined) return writtenWords(result.timing, result.ids.length)
  const step = progress === 'writing' ? calmStep(steps) : steps.at(-1)
  if (step !== undefined) return writingWords(step)
  return progress === 'writing' ? 'Waiting for the first token…' : 'No token'
}

/** Why the text ends where it ends; undefined while it has not ended. */
export function finishWords(exhibit: Exhibit, contextLength: number): string | undefined {
  if (exhibit.kind !== 'live') return undefined
  if (exhibit.progress === 'stopped') return 'You stopped it here.'
  const { result } = exhibit
  if (result === undefined) return undefined
  if (exhibit.subject.purpose === 'score') return scoreWords(exhibit)
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

/** How well a text was foreseen, for somebody who hears of perplexity for the first time. */
function scoreWords(exhibit: LiveExhibit): string {
  const score = scoreOf(givenOf(exhibit))
  if (score === undefined) {
    return 'No token has another one before it, so there is nothing to score: give a longer text.'
  }
  const { perplexity, bitsPerCharacter, count } = score
  const shown = roughly(perplexity)
  return [
    `Perplexity ${shown}: the model was as unsure, on average, as if it had to choose each token among ${shown} equally likely ones.`,
    `That is ${bitsPerCharacter.toFixed(2)} bits per character, over ${plural(count, 'token')}; less means better foreseen.`,
  ].join(' ')
}

function roughly(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')
}

/** What a screen reader is told: that writing began, and how it ended. */
export function announcement(exhibit: Exhibit, contextLength: number): string {
  if (exhibit.kind !== 'live') return ''
  const isScore = exhibit.subject.purpose === 'score'
  if (exhibit.progress === 'writing') return isScore ? 'Reading.' : 'Generating.'
  const end = finishWords(exhibit, contextLength) ?? ''
  if (isScore) return end
  return `${plural(exhibit.steps.length, 'token')} written. ${end}`
}
