import type { RelayReply } from '../protocol/api-relay.ts'
import type { RelayedAnswer, RelayPage, RelayTimes } from './relay.ts'
import { lostMessage, pageLost } from './relay-errors.ts'

/** Says which tab has answered. */
export const answeredBy = 'Vitrine-Answered-By'

/** Statuses whose answers have no body, not even an empty one. */
const bodiless = [204, 205, 304]

/**
 * The answer that comes over a port. A page that goes away before its first word makes a 503 of it, later a stream that
 * breaks off with an error, so that nobody takes half an answer for a whole one.
 */
export function relayedResponse(
  port: MessagePort,
  page: RelayPage,
  signal: AbortSignal,
  { lookMs, silenceMs }: RelayTimes,
): Promise<RelayedAnswer> {
  const { promise: over, resolve: settle } = createSignal()
  const encoder = new TextEncoder()
  let output: ReadableStreamDefaultController<Uint8Array> | undefined
  let spokeAtMs = Date.now()
  let isOver = false

  return new Promise((resolve) => {
    const answer = (response: Response) => resolve({ response, over })

    function end() {
      isOver = true
      clearInterval(looking)
      signal.removeEventListener('abort', giveUp)
      port.close()
      settle()
    }
    /** The caller is gone: the page need not go on. */
    function giveUp() {
      if (isOver) return
      port.postMessage('given-up')
      if (output === undefined) answer(Response.error())
      end()
    }
    function lose() {
      if (isOver) return
      if (output === undefined) answer(pageLost())
      else output.error(new TypeError(lostMessage))
      end()
    }

    const looking = setInterval(() => {
      if (Date.now() - spokeAtMs > silenceMs) {
        port.postMessage('given-up')
        return lose()
      }
      void page.isOpen().then(
        (isOpen) => isOpen || lose(),
        () => {},
      )
    }, lookMs)
    // Sooner, in browsers that tell.
    port.addEventListener('close', lose)
    signal.addEventListener('abort', giveUp)
    port.addEventListener('message', ({ data }: MessageEvent<RelayReply>) => {
      if (isOver) return
      spokeAtMs = Date.now()
      switch (data.type) {
        case 'head': {
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              output = controller
            },
            cancel: giveUp,
          })
          const { status, headers } = data
          const response = new Response(bodiless.includes(status) ? null : stream, {
            status,
            headers: { ...headers, [answeredBy]: page.address },
          })
          return answer(response)
        }
        case 'chunk':
          return output?.enqueue(encoder.encode(data.text))
        case 'end':
          output?.close()
          return end()
        case 'broken':
          return lose()
        default:
          return data satisfies never
      }
    })
    port.start()
    if (signal.aborted) giveUp()
  })
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
