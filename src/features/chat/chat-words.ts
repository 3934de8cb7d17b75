import type { VitrineError } from '../../protocol/errors.ts'
import { describeError, type ErrorWords } from '../../protocol/messages.ts'
import { calmStep } from '../../ui/calm-step.ts'
import { plural } from '../../ui/format.ts'
import { writingWords, writtenWords } from '../../ui/writing-words.ts'
import type { Shown } from './attempt.ts'
import type { Answer, ContextUse } from './conversation.ts'

/** The measured speed of the last answer, and what it did not have to read again. */
export function speedWords({ conversation, progress }: Shown): string {
  if (progress.status === 'waiting') return 'Waiting for the first token…'
  const last = conversation.turns.at(-1)
  if (last === undefined) return 'Not run yet'
  const { answer } = last
  if (answer === undefined) return 'No answer'
  const { steps, ids, prompt, timing } = answer
  const step = progress.status === 'writing' ? calmStep(steps) : steps.at(-1)
  const written = step === undefined ? plural(ids.length, 'token') : writingWords(step)
  return [
    timing === undefined ? written : writtenWords(timing, ids.length),
    ...(prompt === undefined ? [] : [reusedWords(prompt)]),
  ].join(' · ')
}

function reusedWords({ tokens, reused }: NonNullable<Answer['prompt']>): string {
  return `reused ${reused.toLocaleString('en-US')} of ${plural(tokens, 'prompt token')}`
}

export function contextWords(use: ContextUse | undefined, contextLength: number): string {
  const whole = plural(contextLength, 'token')
  if (use === undefined) return `Context: ${whole}`
  const { tokens, isLeast } = use
  return `Context: ${isLeast ? 'at least ' : ''}${tokens.toLocaleString('en-US')} of ${whole}`
}

/** Why an answer ends where it ends, where that is not its own end. */
export function finishWords(answer: Answer, contextLength: number): string | undefined {
  switch (answer.finishReason) {
    case 'stop':
      return answer.text.trim() === '' ? 'The model ended its turn without a word.' : undefined
    case 'abort':
      return 'You stopped it here.'
    case 'length':
      return answer.contextFull
        ? `The context is full: this model reads at most ${plural(contextLength, 'token')}, the whole conversation together. The next message will not fit.`
        : `It has written the ${plural(answer.ids.length, 'new token')} you allowed.`
    default:
      return answer.finishReason satisfies never
  }
}

/** What a screen reader is told: that an answer began, and how it ended. */
export function announcement({ conversation, progress, error }: Shown, contextLength: number) {
  if (progress.status !== 'rest') return 'The model is answering.'
  const answer = conversation.turns.at(-1)?.answer
  // The error itself is an alert.
  if (answer === undefined || error !== undefined) return ''
  const end = finishWords(answer, contextLength) ?? 'The answer is complete.'
  return `${plural(answer.ids.length, 'token')} written. ${end}`
}

/** Nothing of it fits any more, or it has too many characters. */
export function isTooLong(error: VitrineError): boolean {
  return error.code === 'context-full' || error.code === 'prompt-too-long'
}

export function errorWords(error: VitrineError, canLeaveOut: boolean): ErrorWords {
  const words = describeError(error)
  if (!isTooLong(error)) return words
  const title = 'The conversation no longer fits.'
  const remedy = canLeaveOut
    ? 'Leave out the oldest turns, which stay on this page, or start a new conversation.'
    : 'Edit the message or the system prompt to make it shorter, or start a new conversation.'
  return { ...words, title, remedy }
}
