import type { CallName, Calls, Reply, Request } from '../protocol/calls.ts'
import { asVitrineError, toWire } from '../protocol/errors.ts'

/** A handler per call: one that is missing does not compile. */
export type Handlers = {
  [C in CallName]: (
    args: Calls[C]['args'],
    context: CallContext<Calls[C]['progress']>,
  ) => Promise<Calls[C]['result']>
}

export interface CallContext<Progress> {
  readonly signal: AbortSignal
  readonly report: (progress: Progress) => void
}

/** One end of a worker or of a `MessageChannel`. */
export interface Port {
  post(reply: Reply): void
  listen(listener: (request: Request) => void): void
}

/** Answers every request exactly once, in order, one at a time; a cancellation overtakes the queue. */
export function serve(port: Port, handlers: Handlers): void {
  const controllers = new Map<number, AbortController>()
  let queue: Promise<void> = Promise.resolve()

  port.listen((request) => {
    if (request.call === 'cancel') {
      controllers.get(request.id)?.abort()
      return
    }
    const controller = new AbortController()
    controllers.set(request.id, controller)
    // `answer` never rejects, so one failure is not handed down to the calls behind it.
    queue = queue.then(() => answer(request, controller.signal))
  })

  async function answer(request: Exclude<Request, { call: 'cancel' }>, signal: AbortSignal) {
    const { id } = request
    try {
      signal.throwIfAborted()
      const result = await dispatch(request, {
        signal,
        report: (progress) => port.post({ id, status: 'progress', progress }),
      })
      port.post({ id, status: 'done', result })
    } catch (error) {
      port.post({ id, status: 'failed', error: toWire(asVitrineError(error)) })
    } finally {
      controllers.delete(id)
    }
  }

  function dispatch(
    request: Exclude<Request, { call: 'cancel' }>,
    context: CallContext<Calls[CallName]['progress']>,
  ): Promise<Calls[CallName]['result']> {
    switch (request.call) {
      case 'describe':
        return handlers.describe(request.args, context)
      case 'inspect':
        return handlers.inspect(request.args, context)
      case 'stored':
        return handlers.stored(request.args, context)
      case 'forget':
        return handlers.forget(request.args, context)
      case 'open':
        return handlers.open(request.args, context)
      case 'run':
        return handlers.run(request.args, context)
      default:
        return request satisfies never
    }
  }
}
