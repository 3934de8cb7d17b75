import type { CallName, Calls, Reply, Request } from '../protocol/calls.ts'
import { createDeferred } from './deferred.ts'
import {
  asVitrineError,
  fromWire,
  VitrineError,
  type ErrorCode,
  type ErrorFacts,
} from '../protocol/errors.ts'
import { startBudget } from './budget.ts'

/** The page's end of a worker or of a `MessageChannel`. */
export interface ClientPort {
  /** @param transfer is handed over, and is the worker's from then on */
  post(request: Request, transfer?: Transferable[]): void
  listen(listener: (reply: Reply) => void): void
  /** Ends the worker, which will not answer any more; its callers are told `code`. */
  end(code: ErrorCode, facts: ErrorFacts): void
}

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** A call on its way: the caller's answer, and the moment when the worker is free again. */
export interface Flight<Result> {
  readonly result: Promise<Result>
  /** Resolves when the worker has answered or is gone; after an abort this is later than `result`. */
  readonly landed: Promise<void>
}

interface Pending {
  readonly onReply: (reply: Reply) => void
  readonly onDeath: (error: VitrineError) => void
}

export interface Client {
  call<C extends CallName>(
    name: C,
    args: Calls[C]['args'],
    options?: CallOptions<Calls[C]['progress']>,
  ): Flight<Calls[C]['result']>
  /** The worker is gone: every caller is told so, now and later. */
  bury(code: ErrorCode, facts?: ErrorFacts): void
}

/** Calls in, promises out. An abort rejects the caller at once; the worker is asked to stop and answers later. */
export function createClient(port: ClientPort): Client {
  const pending = new Map<number, Pending>()
  let lastId = 0
  let dead: ErrorCode | undefined

  port.listen((reply) => pending.get(reply.id)?.onReply(reply))

  function call<C extends CallName>(
    name: C,
    args: Calls[C]['args'],
    { signal, onProgress }: CallOptions<Calls[C]['progress']> = {},
  ): Flight<Calls[C]['result']> {
    const id = ++lastId
    const answer = createDeferred<Calls[C]['result']>()
    const landed = createDeferred<void>()
    if (signal?.aborted || dead !== undefined) {
      answer.reject(new VitrineError(dead ?? 'aborted'))
      landed.resolve()
      return { result: answer.promise, landed: landed.promise }
    }
    const onAbort = () => {
      port.post({ id, call: 'cancel' })
      answer.reject(new VitrineError('aborted'))
    }
    let hush = () => {}
    const land = () => {
      hush()
      pending.delete(id)
      signal?.removeEventListener('abort', onAbort)
      landed.resolve()
    }
    signal?.addEventListener('abort', onAbort)
    pending.set(id, {
      onReply(reply) {
        // The one cast of the protocol: an id ties a reply to the call that asked.
        const own = reply as Reply<C>
        hush()
        switch (own.status) {
          case 'progress':
            if (!signal?.aborted) for (const one of own.progress) onProgress?.(one)
            return
          case 'deaf': {
            const facts = { work: own.work, seconds: Math.round(own.budgetMs / 1000) }
            hush = startBudget(own.budgetMs, () => port.end('export-stuck', facts))
            return
          }
          case 'listening':
            return
          case 'done':
            answer.resolve(own.result)
            return land()
          case 'failed':
            answer.reject(fromWire(own.error))
            return land()
          default:
            own satisfies never
        }
      },
      onDeath(error) {
        answer.reject(error)
        land()
      },
    })
    const request = { id, call: name, args } as Request
    const transfer = transferOf(request)
    try {
      port.post(request, transfer)
    } catch (cause) {
      // A run that is repeated elsewhere, after a lost GPU, has no frame any more: the next one is on its way already.
      answer.reject(asVitrineError(cause, transfer.length > 0 ? 'aborted' : 'unexpected'))
      land()
    }
    return { result: answer.promise, landed: landed.promise }
  }

  return {
    call,
    bury(code, facts) {
      dead ??= code
      for (const { onDeath } of pending.values()) onDeath(new VitrineError(code, facts))
    },
  }
}

/** Frames of a camera are large and few: the worker gets the frame itself, and closes it. */
function transferOf(request: Request): Transferable[] {
  if (request.call !== 'run' || !('image' in request.args.input)) return []
  const { image } = request.args.input
  return 'kind' in image ? [image.frame as ImageBitmap | VideoFrame] : []
}
