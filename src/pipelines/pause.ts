import { VitrineError } from '../protocol/errors.ts'
import type { RunContext } from './ports.ts'

/**
 * How long a run goes on without looking for a cancellation. A look is a trip through the event loop, which takes a
 * millisecond or two while the runtime's threads spin; an eighth of what Stop may take costs nearly nothing.
 */
const sliceMs = 24

/**
 * To be called between two steps. Lets messages in once in a time slice, and throws `aborted` when one of them was
 * the cancellation.
 */
export function createPause(context: RunContext<never>): () => Promise<void> {
  let resumedAt = context.now()
  return async () => {
    if (context.now() - resumedAt >= sliceMs) {
      await context.breathe()
      resumedAt = context.now()
    }
    if (context.signal.aborted) throw new VitrineError('aborted')
  }
}
