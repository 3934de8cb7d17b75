import type { Candidate, TextToken } from './text-token.ts'

/** The most probable tokens for one place in a text, and which token stands there. */
export interface Choice<Option extends Candidate = Candidate> {
  readonly candidates: readonly Option[]
  /** Undefined behind the last token, where nothing has been chosen. */
  readonly taken: TextToken | undefined
}

interface Shown<Option extends Candidate> {
  readonly tokens: readonly (TextToken & { readonly candidates: readonly Option[] })[]
  /** What would come behind the last token, once the model has said so. */
  readonly next: readonly Option[] | undefined
  /** Shown in its place until then. */
  readonly latest: Shown<Option>['tokens'][number] | undefined
}

/** @param position index of a token, or undefined for the end of the text */
export function choiceAt<Option extends Candidate>(
  { tokens, next, latest }: Shown<Option>,
  position: number | undefined,
): Choice<Option> | undefined {
  if (position === undefined && next !== undefined) return { candidates: next, taken: undefined }
  const taken = position === undefined ? latest : tokens[position]
  return taken && { candidates: taken.candidates, taken }
}
