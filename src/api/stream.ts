import type { GenerationStep } from '../protocol/tasks.ts'
import { createEvents } from './events.ts'
import { stepAnswer } from './generate.ts'
import type { ApiErrorBody } from '../protocol/api-errors.ts'

interface Streaming {
  /** Writes a text; `onStep` for each token. */
  readonly write: (onStep: (step: GenerationStep) => void) => Promise<object>
  /** The reader has gone. */
  readonly stop: () => void
  /** What an error in the middle is told as. */
  readonly failed: (error: unknown) => ApiErrorBody
  /** Called when nothing comes any more, of a stream that has begun. */
  readonly over: () => void
}

/**
 * A text in server-sent events: one for each token, then the whole answer, then `[DONE]`. Resolves with the first token,
 * so that what fails before it is an error like any other.
 * @throws what `write` throws before the first token
 */
export function startStream(streaming: Streaming): Promise<AsyncIterable<string>> {
  const { write, stop, failed, over } = streaming
  const events = createEvents(stop)
  return new Promise((resolve, reject) => {
    let hasBegun = false
    const begin = () => {
      hasBegun = true
      resolve(events.stream)
    }
    const run = async () => {
      try {
        const answer = await write((step) => {
          events.push(stepAnswer(step))
          begin()
        })
        events.push(answer)
        events.pushDone()
        begin()
      } catch (error) {
        if (hasBegun) events.push(failed(error), 'error')
        else reject(error)
      }
      events.end()
      if (hasBegun) over()
    }
    void run()
  })
}
