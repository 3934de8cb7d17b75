/** A server of one file, which does something wrong with each of its first answers. */
export type ServerFault =
  /** The connection breaks after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The body ends early as if it were whole: no length was given. */
  | { readonly kind: 'ends-early'; readonly afterBytes: number }
  /** As above, with a length that counts compressed bytes. */
  | { readonly kind: 'gzip-cut'; readonly afterBytes: number }
  /** Nothing more comes. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'instead'; readonly body: string; readonly type?: string }
  | { readonly kind: 'unreachable' }
  /** 200 and the whole file to a request for a part. */
  | { readonly kind: 'ignores-range' }
  | { readonly kind: 'other-range' }
  /** The range is named right, and the body is that of the file's start. */
  | { readonly kind: 'duplicate-part' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'other-etag' }
  | { readonly kind: 'gzip' }
  /** Another origin: JavaScript sees neither ETag nor Content-Range. */
  | { readonly kind: 'hidden-headers' }
  | { readonly kind: 'flipped' }

export interface FakeFileServer {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Every request's range; undefined where none was asked for. */
  readonly ranges: (string | undefined)[]
  readonly caches: (RequestCache | undefined)[]
  /** Bytes of bodies that were handed out. */
  sentBytes: number
  content: Uint8Array<ArrayBuffer>
  /** What goes wrong with the next requests, one each. */
  faults: ServerFault[]
}

export function createFakeFileServer(
  content: Uint8Array<ArrayBuffer>,
  faults: readonly ServerFault[] = [],
  { chunkBytes = 7 } = {},
): FakeFileServer {
  const server: FakeFileServer = {
    ranges: [],
    caches: [],
    sentBytes: 0,
    content,
    faults: [...faults],
    async fetch(_url, { headers, signal, cache }) {
      const range = new Headers(headers).get('range') ?? undefined
      server.ranges.push(range)
      server.caches.push(cache)
      signal?.throwIfAborted()
      const fault = server.faults.shift()
      return answer(range, fault, signal ?? undefined)
    },
  }

  function answer(range: string | undefined, fault: ServerFault | undefined, signal?: AbortSignal) {
    const etag = `"${server.content.length}-${server.content[0]}"`
    switch (fault?.kind) {
      case 'unreachable':
        throw new TypeError('Failed to fetch')
      case 'status': {
        const wait = fault.retryAfter
        return new Response('{}', {
          status: fault.status,
          headers: wait === undefined ? {} : { 'retry-after': wait },
        })
      }
      case 'instead':
        return respond(new TextEncoder().encode(fault.body), 200, {
          'content-type': fault.type ?? 'text/html',
        })
      default:
    }
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const isPart = range !== undefined && fault?.kind !== 'ignores-range'
    const total = server.content.length
    if (isPart && start >= total)
      return new Response('', { status: 416, headers: { 'content-range': `bytes */${total}` } })
    const headers: Record<string, string> = { etag }
    let body = isPart ? server.content.slice(start) : server.content.slice()
    headers['content-length'] = String(body.length)
    let status = 200
    if (isPart) {
      status = 206
      headers['content-range'] = `bytes ${start}-${total - 1}/${total}`
    }
    let stop: { at: number; how: 'error' | 'end' | 'hang' } | undefined
    switch (fault?.kind) {
      case 'cut':
        stop = { at: fault.afterBytes, how: 'error' }
        break
      case 'stall':
        stop = { at: fault.afterBytes, how: 'hang' }
        break
      case 'ends-early':
        stop = { at: fault.afterBytes, how: 'end' }
        delete headers['content-length']
        break
      case 'gzip-cut':
      case 'gzip':
        if (!isPart) {
          headers['content-encoding'] = 'gzip'
          headers['content-length'] = String(Math.ceil(body.length / 3))
        }
        if (fault.kind === 'gzip-cut') stop = { at: fault.afterBytes, how: 'end' }
        break
      case 'other-range':
        if (isPart) headers['content-range'] = `bytes ${start + 1}-${total - 1}/${total}`
        body = isPart ? body.slice(1) : body
        break
      case 'duplicate-part':
        body = server.content.slice()
        break
      case 'too-long':
        body = Uint8Array.from([...body, 1, 2, 3])
        delete headers['content-length']
        break
      case 'other-etag':
        headers['etag'] = '"another"'
        break
      case 'hidden-headers':
        delete headers['etag']
        delete headers['content-range']
        break
      case 'flipped':
        if (body.length > 0) body[body.length >> 1]! ^= 1
        break
      default:
    }
    return respond(body, status, headers, stop, signal)
  }

  function respond(
    body: Uint8Array,
    status: number,
    headers: Record<string, string>,
    stop?: { at: number; how: 'error' | 'end' | 'hang' },
    signal?: AbortSignal,
  ): Response {
    const limit = Math.min(body.length, stop?.at ?? Infinity)
    let at = 0
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (at < limit) {
            const chunk = body.slice(at, Math.min(limit, at + chunkBytes))
            at += chunk.length
            server.sentBytes += chunk.length
            controller.enqueue(chunk)
            return undefined
          }
          if (stop?.how === 'error') return controller.error(new TypeError('network error'))
          if (stop?.how !== 'hang') return controller.close()
          return new Promise((_, reject) => {
            signal?.addEventListener('abort', () =>
              reject(new DOMException('aborted', 'AbortError')),
            )
          })
        },
      },
      { highWaterMark: 0 },
    )
    return new Response(stream, { status, headers })
  }

  return server
}
