import type { Candidate } from '../../protocol/tasks.ts'
import { givenOf, writtenOf, type LiveExhibit, type ShownToken, type Subject } from './exhibit.ts'

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
