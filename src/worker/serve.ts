import type { CallName, Calls, DeafWork, Reply, Request } from '../protocol/calls.ts'
import { asVitrineError, toWire } from '../protocol/errors.ts'

/** A handler per call: one that is missing does not compile. */
export type Handlers = {
  [C in CallName]: (
    args: Calls[C]['args'],
    context: HandlerContext<Calls[C]['progress']>,
  ) => Promise<Calls[C]['result']>
}

export interface CallContext<Progress> {
  readonly signal: AbortSignal
  readonly report: (progress: Progress) => void
}

export interface HandlerContext<Progress> extends CallContext<Progress> {
  readonly deaf: Deaf
}

/**
 * Does at once what cannot be interrupted, for whichever call is being answered. The page is told before, and ends
 * the worker when `budgetMs` have passed: no error will do it, for the work goes on in a stranger's pattern.
 */
export type Deaf = <T>(work: DeafWork, budgetMs: number, act: () => T) => T

/** Where no page waits. */
export const hearingAll: Deaf = (_work, _budgetMs, act) => act()

/** One end of a worker or of a `MessageChannel`. */
export interface Port {
  post(reply: Reply): void
  listen(listener: (request: Request) => void): void
}

/** Answers every request exactly once, in order, one at a time; a cancellation overtakes the queue. */
export function serve(port: Port, handlers: Handlers): void {
  const controllers = new Map<number, AbortController>()
  let queue: Promise<void> = Promise.resolve()
  /** Of the call that is being answered. */
  let current = 0

  const deaf: Deaf = (work, budgetMs, act) => {
    const id = current
    port.post({ id, status: 'deaf', work, budgetMs })
    try {
      return act()
    } finally {
      port.post({ id, status: 'listening' })
    }
  }

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
    current = id
    const post = (progress: readonly Calls[CallName]['progress'][]) =>
      port.post({ id, status: 'progress', progress })
    const reporter = request.call === 'run' ? gathering(post) : atOnce(post)
    try {
      signal.throwIfAborted()
      const result = await dispatch(request, {
        signal,
        report: reporter.report,
        deaf,
      })
      reporter.flush()
      port.post({ id, status: 'done', result })
    } catch (error) {
      reporter.flush()
      port.post({ id, status: 'failed', error: toWire(asVitrineError(error)) })
    } finally {
      controllers.delete(id)
      closeFrame(request)
    }
  }

  function dispatch(
    request: Exclude<Request, { call: 'cancel' }>,
    context: HandlerContext<Calls[CallName]['progress']>,
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
      case 'compute':
        return handlers.compute(request.args, context)
      default:
        return request satisfies never
    }
  }
}

type AnyProgress = Calls[CallName]['progress']

interface Reporter {
  report(progress: AnyProgress): void
  /** Sends what has not been sent yet. */
  flush(): void
}

/** A download may say nothing for a long time after its last word: that must not wait. */
function atOnce(post: (progress: readonly AnyProgress[]) => void): Reporter {
  return { report: (progress) => post([progress]), flush() {} }
}

/** Half a frame: more often, nobody sees it. */
const gatherMs = 8

/**
 * A small model makes 1,500 tokens a second, and each message wakes the page, which paints 60 times. What comes sooner than
 * `gatherMs` after the last one waits for the next.
 */
function gathering(post: (progress: readonly AnyProgress[]) => void): Reporter {
  let waiting: AnyProgress[] = []
  let postedAt = -Infinity
  function flush() {
    if (waiting.length === 0) return
    post(waiting)
    waiting = []
    postedAt = performance.now()
  }
  return {
    flush,
    report(progress) {
      waiting.push(progress)
      if (performance.now() - postedAt >= gatherMs) flush()
    },
  }
}

/** A frame that was handed over belongs to the worker, also when its run was cancelled before it began, or failed. */
function closeFrame(request: Request): void {
  if (request.call !== 'run' || !('image' in request.args.input)) return
  const { image } = request.args.input
  if ('kind' in image) image.frame.close()
}
