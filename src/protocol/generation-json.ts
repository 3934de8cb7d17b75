import type { FinishReason, GenerationStep } from './tasks.ts'

/** What a model has written, whole or as far as it came. */
export interface Written {
  readonly text: string
  readonly tokens: readonly string[]
  readonly ids: readonly number[]
  readonly finishReason: FinishReason
}

/** What there is of a text that was stopped. */
export function writtenUntil(steps: readonly GenerationStep[]): Written {
  return {
    text: steps.map(({ text }) => text).join(''),
    tokens: steps.map(({ token }) => token),
    ids: steps.map(({ id }) => id),
    finishReason: 'abort',
  }
}

/** As the serving examples answer it. */
export function generationAnswer({ text, tokens, ids, finishReason }: Written) {
  return { text, tokens, ids, finish_reason: finishReason }
}

/** What "Copy JSON" copies. */
export function generationJson(written: Written): string {
  return JSON.stringify(generationAnswer(written))
}
