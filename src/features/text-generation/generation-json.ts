import { textOf } from './choice.ts'
import type { Exhibit, LiveExhibit } from './exhibit.ts'
import { scoreOf } from './surprise.ts'

/** What "Copy JSON" copies, as the serving examples answer it; undefined where no model has run to its end. */
export function generationJson(exhibit: Exhibit): string | undefined {
  if (exhibit.kind !== 'live' || exhibit.progress === 'writing') return undefined
  const answer = exhibit.subject.purpose === 'score' ? scoreJson(exhibit) : textJson(exhibit)
  return answer && JSON.stringify(answer)
}

/** The whole continuation, with what a branch has kept. */
function textJson({ subject: { kept }, steps, result }: LiveExhibit) {
  const {
    text = textOf(steps),
    tokens = steps.map(({ token }) => token),
    ids = steps.map(({ id }) => id),
    finishReason = 'abort',
  } = result ?? {}
  return {
    text: textOf(kept) + text,
    tokens: [...kept.map(({ token }) => token), ...tokens],
    ids: [...kept.map(({ id }) => id), ...ids],
    finish_reason: finishReason,
  }
}

function scoreJson({ result }: LiveExhibit) {
  const scores = result?.promptScores
  return (
    scores && {
      perplexity: scoreOf(scores)?.perplexity ?? null,
      tokens: scores.map(({ token }) => token),
      probs: scores.map(({ prob }) => prob ?? null),
    }
  )
}
