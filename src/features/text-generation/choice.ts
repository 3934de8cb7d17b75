import type { Candidate, GenerationStep } from '../../protocol/tasks.ts'
import { givenOf, writtenOf, type LiveExhibit, type ShownToken, type Subject } from './exhibit.ts'

/** The three most probable tokens for one place in the text, and which token stands there. */
export interface Choice {
  readonly candidates: readonly Candidate[]
  /** Undefined behind the last token, where nothing has been chosen. */
  readonly taken: ShownToken | undefined
}

/**
 * @param tokens of the exhibit
 * @param position index of a token, or undefined for the end of the text
 */
export function choiceAt(
  { steps, result }: LiveExhibit,
  tokens: readonly ShownToken[],
  position: number | undefined,
): Choice | undefined {
  if (position === undefined && result !== undefined) {
    return { candidates: result.candidates, taken: undefined }
  }
  const taken = position === undefined ? calmStep(steps) : tokens[position]
  return taken && { candidates: taken.candidates, taken }
}

/** How often a second the numbers beside a growing text may change and still be read. */
const glancesPerSecond = 5

/** The latest step that is worth showing numbers of: a fast model makes more of them than an eye can follow. */
export function calmStep(steps: readonly GenerationStep[]): GenerationStep | undefined {
  const latest = steps.at(-1)
  if (latest === undefined) return undefined
  const stride = Math.max(1, Math.round(latest.tokensPerSecond / glancesPerSecond))
  return steps[Math.floor((steps.length - 1) / stride) * stride]
}

/**
 * What is to be asked for so that the text stays as it is up to `place` and goes on from `chosen`; undefined where the
 * tokens before cannot be given as a prompt again.
 */
export function branchOf(
  exhibit: LiveExhibit,
  place: number,
  chosen: Candidate,
): Subject | undefined {
  const { subject } = exhibit
  const given = givenOf(exhibit)
  const written = writtenOf(exhibit)
  const { candidates } = [...given, ...written][place] ?? exhibit.result ?? { candidates: [] }
  const token: ShownToken = { ...chosen, candidates, isChosen: true }
  const next = { ...subject, purpose: 'write' as const }
  if (place >= given.length) {
    return { ...next, given, kept: [...written.slice(0, place - given.length), token] }
  }
  const before = given.slice(0, place)
  const prompt = textOf(before)
  // Some tokenizers change a text on the way: its tokens together are not what was typed.
  if (!subject.prompt.startsWith(prompt)) return undefined
  return { ...next, prompt, given: before, kept: [token] }
}

export function textOf(tokens: readonly { readonly text: string }[]): string {
  return tokens.map(({ text }) => text).join('')
}
