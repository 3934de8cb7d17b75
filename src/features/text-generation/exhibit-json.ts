import { generationJson, writtenUntil } from '../../protocol/generation-json.ts'
import { textOf } from './branch.ts'
import type { Exhibit, LiveExhibit } from './exhibit.ts'
import { scoreOf } from './score.ts'

/** What "Copy JSON" copies; undefined where no model has run to its end. */
export function exhibitJson(exhibit: Exhibit): string | undefined {
  if (exhibit.kind !== 'live' || exhibit.progress === 'writing') return undefined
  return exhibit.subject.purpose === 'score' ? scoreJson(exhibit) : textJson(exhibit)
}

/** The whole continuation, with what a branch has kept. */
function textJson({ subject: { kept }, steps, result }: LiveExhibit): string {
  const { text, tokens, ids, finishReason } = result ?? writtenUntil(steps)
  return generationJson({
    text: textOf(kept) + text,
    tokens: [...kept.map(({ token }) => token), ...tokens],
    ids: [...kept.map(({ id }) => id), ...ids],
    finishReason,
  })
}

function scoreJson({ result }: LiveExhibit): string | undefined {
  const scores = result?.promptScores
  return (
    scores &&
    JSON.stringify({
      perplexity: scoreOf(scores)?.perplexity ?? null,
      tokens: scores.map(({ token }) => token),
      probs: scores.map(({ prob }) => prob ?? null),
    })
  )
}
