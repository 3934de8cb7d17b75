import type { Exhibit } from './exhibit.ts'

/** What "Copy JSON" copies, as the serving examples answer it; undefined where no model has run to its end. */
export function generationJson(exhibit: Exhibit): string | undefined {
  if (exhibit.kind !== 'live' || exhibit.progress === 'writing') return undefined
  const { result, steps } = exhibit
  const answer =
    result === undefined
      ? {
          text: steps.map(({ text }) => text).join(''),
          tokens: steps.map(({ token }) => token),
          ids: steps.map(({ id }) => id),
          finish_reason: 'abort',
        }
      : {
          text: result.text,
          tokens: result.tokens,
          ids: result.ids,
          finish_reason: result.finishReason,
        }
  return JSON.stringify(answer)
}
