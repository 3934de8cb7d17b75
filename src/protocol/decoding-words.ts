/** Apart from the other words, for few people look at these. */
import type { CachePlace, DecodingReport } from './runtime.ts'

const cachePlaces: Record<CachePlace, string> = {
  shared:
    'What the model has worked out of the text so far stays where it computes; nothing of it is copied.',
  'fed-back':
    'What the model has worked out of the text so far is handed from one token to the next where it lies.',
  copied:
    'What the model has worked out of the text so far is copied out of the runtime and in again at each token.',
  none: 'This graph keeps nothing of the text so far: each token runs the whole text again.',
}

const passedOver: Record<NonNullable<DecodingReport['passedOver']>, string> = {
  'different-answers':
    'A faster way was tried when it loaded; its answers differed, so it is not used.',
  'not-possible': 'A faster way was tried when it loaded; it is not possible with this model here.',
}

/** How a language model goes from one token to the next, as sentences. */
export function decodingSentences(report: DecodingReport): readonly string[] {
  return [
    cachePlaces[report.cache],
    ...(report.captured ? ['A step is recorded on the GPU once, then played back.'] : []),
    ...(report.passedOver === undefined ? [] : [passedOver[report.passedOver]]),
  ]
}
