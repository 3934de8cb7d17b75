import { parseTopK, usualTopK } from './top-k.ts'

/** A text with a number of answers to be listed; `Example` is one of those that can be chosen in its place. */
export interface TextForm<Example> {
  readonly text: string
  /** As it stands in its field. */
  readonly rawTopK: string
  /** The example that was chosen last, whose answer from beforehand is shown until a model has run. */
  readonly example: Example | undefined
}

export function topKOf({ rawTopK }: TextForm<unknown>): number {
  return parseTopK(rawTopK) ?? usualTopK
}

/** The form as it travels behind the "#" of an address: what is not said is as usual. */
export function writeShared(form: TextForm<unknown>): URLSearchParams {
  const state = new URLSearchParams({ text: form.text })
  const topK = topKOf(form)
  if (topK !== usualTopK) state.set('topK', String(topK))
  return state
}

/** What an address says, else the first example. */
export function readShared<Example extends { readonly text: string }>(
  state: URLSearchParams,
  [first]: readonly Example[],
): TextForm<Example> {
  const rawTopK = String(parseTopK(state.get('topK') ?? '') ?? usualTopK)
  const text = state.get('text')
  return text === null
    ? { text: first?.text ?? '', rawTopK, example: first }
    : { text, rawTopK, example: undefined }
}
