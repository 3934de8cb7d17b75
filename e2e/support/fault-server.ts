/**
 * A static server of a built site that does wrong on purpose: what Playwright's `route` cannot do, such as cutting a
 * body half-way. Faulty answers are written to the connection byte by byte, so that nothing is set right on the way.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { answer } from '../../hosting/answer.js'
import { parseRange } from '../../hosting/byte-range.js'
import { createCompressor } from '../../hosting/compress.js'
import type { HeadersOf } from '../../hosting/headers.js'
import { findFile } from '../../hosting/site-path.js'
import { logEntry, type LoggedRequest, type StaticServer } from '../../hosting/static-server.js'

export type Fault =
  /** Another answer altogether. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /**
   * The connection is closed after so many bytes of the body, short of the length that was promised. `when` they have
   * been read: of what lies in its queues when a connection breaks, Chromium hands out nothing any more.
   */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly when?: Promise<void> }
  /** The same, reset: what is on its way may be lost. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** The same, with no length promised: it looks like the end. */
  | { readonly kind: 'close-cut'; readonly afterBytes: number }
  /** The same inside a gzip stream, whose length is that of what is sent. */
  | { readonly kind: 'gzip-cut'; readonly afterBytes: number }
  | { readonly kind: 'gzip' }
  /** Nothing more comes, and the connection stays. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** A piece now and then. */
  | { readonly kind: 'drip'; readonly pieces: number; readonly everyMs: number }
  /** The rest comes later. */
  | { readonly kind: 'hold'; readonly afterBytes: number; readonly until: Promise<void> }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'other-range' }
  | { readonly kind: 'duplicate-part' }
  | { readonly kind: 'other-etag' }
  /** One byte short of the file, and the length says so. */
  | { readonly kind: 'wrong-length' }

export interface FaultServer extends StaticServer {
  /** The next requests for this path (of the site) are answered so, one each. */
  fail(path: string, ...faults: Fault[]): void
  /** Every request for this path is answered so. */
  failAlways(path: string, fault: Fault): void
  heal(): void
  /** Of the bodies that were sent for this path. */
  sentBytes(path: string): number
}

export interface FaultServerOptions {
  readonly root: string
  readonly prefix?: string
  readonly headersOf?: HeadersOf
}

export async function serveFaults(options: FaultServerOptions): Promise<FaultServer> {
  const { root, prefix = '/', headersOf = () => ({}) } = options
  const site = { root, prefix, headersOf, compressor: createCompressor(false) }
  const requests: LoggedRequest[] = []
  const planned = new Map<string, Fault[]>()
  const lasting = new Map<string, Fault>()

  const server = createServer((request, response) => {
    const entry = logEntry(request)
    requests.push(entry)
    request.setEncoding('utf8').on('data', (text: string) => {
      entry.sent = (entry.sent + text).slice(0, 65_536)
    })
    const path = pathOf(entry, prefix)
    const fault = planned.get(path)?.shift() ?? lasting.get(path)
    const done =
      fault === undefined
        ? answer(site, request, response, entry)
        : answerWrongly(fault, { site, path, entry, socket: request.socket })
    done.catch(() => request.socket.destroy())
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const origin = `http://localhost:${port}`
  return {
    url: origin + prefix,
    origin,
    requests,
    fail: (path, ...faults) => void planned.set(path, [...(planned.get(path) ?? []), ...faults]),
    failAlways: (path, fault) => void lasting.set(path, fault),
    heal() {
      planned.clear()
      lasting.clear()
    },
    sentBytes: (path) =>
      requests
        .filter((entry) => pathOf(entry, prefix) === path)
        .reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function pathOf({ path }: LoggedRequest, prefix: string): string {
  return path.slice(prefix.length).replace(/\?.*/, '')
}

interface Asked {
  readonly site: { root: string; prefix: string; headersOf: HeadersOf }
  readonly path: string
  readonly entry: LoggedRequest
  readonly socket: Socket
}

async function answerWrongly(fault: Fault, asked: Asked): Promise<void> {
  const { site, entry } = asked
  const common = site.headersOf(asked.path)
  if (fault.kind === 'answer') {
    const body = Buffer.from(fault.body ?? '')
    const headers = { ...common, 'Content-Length': String(body.length), ...fault.headers }
    return send(asked, fault.status, headers, body)
  }
  const found = findFile({ ...site, requestTarget: entry.path })
  if (found.status !== 'file') return send(asked, 404, common, Buffer.from('missing'))
  const content = readFileSync(found.file)
  const range = fault.kind === 'ignore-range' ? 'whole' : parseRange(entry.range, content.length)
  if (range === 'unsatisfiable') {
    const headers = { ...common, 'Content-Range': `bytes */${content.length}` }
    return send(asked, 416, headers, Buffer.alloc(0))
  }
  const { start, end } = range === 'whole' ? { start: 0, end: content.length - 1 } : range
  const part = content.subarray(start, end + 1)
  const headers: Record<string, string> = {
    ...common,
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(part.length),
    // As the healthy server has it.
    ETag: `"${found.sizeBytes.toString(16)}-${Math.trunc(found.modifiedMs).toString(16)}"`,
    ...(range !== 'whole' && { 'Content-Range': `bytes ${start}-${end}/${content.length}` }),
  }
  const status = range === 'whole' ? 200 : 206
  switch (fault.kind) {
    case 'ignore-range':
      return send(asked, status, headers, part)
    case 'cut':
      await send(asked, status, headers, part.subarray(0, fault.afterBytes), 'stay')
      await fault.when
      return void asked.socket.end()
    case 'reset':
      return send(asked, status, headers, part.subarray(0, fault.afterBytes), 'reset')
    case 'close-cut':
      delete headers['Content-Length']
      return send(asked, status, headers, part.subarray(0, fault.afterBytes))
    case 'gzip':
    case 'gzip-cut': {
      if (range !== 'whole') return send(asked, status, headers, part)
      const packed = gzipSync(part, { level: 1 })
      const body = fault.kind === 'gzip' ? packed : packed.subarray(0, fault.afterBytes)
      headers['Content-Encoding'] = 'gzip'
      headers['Content-Length'] = String(body.length)
      return send(asked, status, headers, body)
    }
    case 'stall':
      return send(asked, status, headers, part.subarray(0, fault.afterBytes), 'stay')
    case 'hold':
      await send(asked, status, headers, part.subarray(0, fault.afterBytes), 'stay')
      await fault.until
      return send(asked, undefined, {}, part.subarray(fault.afterBytes))
    case 'drip':
      return drip(asked, status, headers, part, fault)
    case 'other-range':
      if (range !== 'whole')
        headers['Content-Range'] = `bytes ${start + 1}-${end}/${content.length}`
      return send(asked, status, headers, part)
    case 'duplicate-part':
      headers['Content-Length'] = String(content.length)
      return send(asked, status, headers, content)
    case 'other-etag':
      headers['ETag'] = '"another"'
      return send(asked, status, headers, part)
    case 'wrong-length':
      headers['Content-Length'] = String(part.length - 1)
      return send(asked, status, headers, part.subarray(0, part.length - 1))
    default:
      return fault satisfies never
  }
}

/** Every answer has a connection of its own, and ends with it. */
async function send(
  { socket, entry }: Asked,
  status: number | undefined,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  ending: 'end' | 'reset' | 'stay' = 'end',
): Promise<void> {
  if (status !== undefined) {
    entry.status = status
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 ${status} So\r\n${lines.join('')}Connection: close\r\n\r\n`)
  }
  entry.bodyBytes += body.length
  await new Promise<void>((done) => {
    const settle = () => {
      socket.off('close', settle)
      done()
    }
    socket.once('close', settle)
    socket.write(body, settle)
  })
  if (ending === 'reset') socket.resetAndDestroy()
  else if (ending === 'end') socket.end()
}

async function drip(
  asked: Asked,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
  { pieces, everyMs }: Extract<Fault, { kind: 'drip' }>,
): Promise<void> {
  const size = Math.ceil(body.length / pieces)
  await send(asked, status, headers, body.subarray(0, size), 'stay')
  for (let at = size; at < body.length && !asked.socket.destroyed; at += size) {
    await new Promise((done) => setTimeout(done, everyMs))
    const isLast = at + size >= body.length
    await send(asked, undefined, {}, body.subarray(at, at + size), isLast ? 'end' : 'stay')
  }
}
