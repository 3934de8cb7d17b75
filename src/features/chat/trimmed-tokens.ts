import type { GenerationStep } from '../../protocol/tasks.ts'
import type { Answer } from './conversation.ts'

interface Trimmed {
  readonly tokens: readonly GenerationStep[]
  /** What only the whole text has: a last character that no later token completed. */
  readonly after: string
}

/** The tokens of an answer without the white space around it; undefined where they are not known one by one. */
export function trimmedTokens({ text, steps }: Answer): Trimmed | undefined {
  const written = steps.map((step) => step.text).join('')
  if (steps.length === 0 || !text.startsWith(written)) return undefined
  const from = text.length - text.trimStart().length
  const to = text.trimEnd().length
  const part = (start: number, end: number) =>
    text.slice(Math.max(start, from), Math.max(Math.min(end, to), from))
  let end = 0
  const tokens = steps.map((step) => {
    const start = end
    end += step.text.length
    return { ...step, text: part(start, end) }
  })
  return { tokens, after: part(end, text.length) }
}
