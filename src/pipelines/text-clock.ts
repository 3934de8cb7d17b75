import type { GenerationTiming } from '../protocol/tasks.ts'
import type { RunContext } from './ports.ts'

/**
 * Times one generation. The decoding ends with the last token: the run that only finds the final candidates or the
 * stop token would make the model look slower than its text came.
 */
export function startClock(context: RunContext<unknown>) {
  const startedAt = context.now()
  let firstLogitsAt = startedAt
  let lastTokenAt = startedAt
  let newTokens = 0

  const tokensPerSecond = () => {
    const seconds = (lastTokenAt - firstLogitsAt) / 1000
    return newTokens > 1 && seconds > 0 ? (newTokens - 1) / seconds : 0
  }

  return {
    prefilled(): void {
      firstLogitsAt = context.now()
      lastTokenAt = firstLogitsAt
    },
    /** Counts a new token and gives the speed so far. */
    ticked(): number {
      newTokens += 1
      lastTokenAt = context.now()
      return tokensPerSecond()
    },
    timing: (): GenerationTiming => ({
      prefillMs: firstLogitsAt - startedAt,
      decodeMs: lastTokenAt - firstLogitsAt,
      tokensPerSecond: tokensPerSecond(),
      totalMs: context.now() - startedAt,
    }),
  }
}
