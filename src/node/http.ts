import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api } from '../api/api.ts'
import type { ApiAnswer, ApiRequest } from '../api/http.ts'
import { defaultLimits } from '../api/limits.ts'
import { checkOrigin } from '../api/origin.ts'
import {
  apiErrorBody,
  apiStatus,
  type ApiErrorCode,
  type ApiErrorFacts,
} from '../protocol/api-errors.ts'

/** How long the rest of a refused body is passed over, so that its sender gets to read why. */
const lingerMs = 2000

/** A request as Node has it, and where to put the answer. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/**
 * Answers a request from the API. A body is refused as soon as it is known to be too long, and never held beyond that;
 * what comes from a page of another site is not even read. A caller who hangs up ends the call. Rejects when the caller
 * has gone before the call was there whole.
 * @param path as `ApiRequest` has it
 */
export async function answerHttp(api: Api, path: string, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const controller = new AbortController()
  response.once('close', () => controller.abort())
  const { method = 'GET' } = request
  const call = { method, path, headers: plainHeaders(request), signal: controller.signal }
  const body = isForeign(call) ? 'unread' : await readBody(request)
  if (body === 'too-long') return refuse(exchange, 'request-too-large')
  // The API refuses it once more, and counts it.
  if (body === 'unread') passOver(exchange)
  const answer = await api.handle({ ...call, body: body === 'unread' ? new Uint8Array() : body })
  await send(answer, response)
}

function isForeign(call: Omit<ApiRequest, 'body'>): boolean {
  try {
    checkOrigin({ ...call, body: new Uint8Array() })
    return false
  } catch {
    return true
  }
}

/** Answers with an error of the API's, before there is any call. */
export function refuse(exchange: Exchange, code: ApiErrorCode, facts?: ApiErrorFacts): void {
  const { response } = exchange
  passOver(exchange)
  response.writeHead(apiStatus(code), { 'content-type': 'application/json' })
  response.end(JSON.stringify(apiErrorBody(code, facts)))
}

/** Forgets what still comes of a body. Closed at once, the connection would be reset, and the answer lost with it. */
function passOver({ request, response }: Exchange): void {
  if (request.complete) return
  request.on('error', () => {}).resume()
  if (!hasBody(request)) return
  response.setHeader('connection', 'close')
  setTimeout(() => request.destroy(), lingerMs).unref()
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

async function readBody(request: IncomingMessage): Promise<ApiRequest['body'] | 'too-long'> {
  const most = defaultLimits.bodyBytes
  if (Number(request.headers['content-length'] ?? 0) > most) return 'too-long'
  const chunks: Buffer[] = []
  let length = 0
  // Not `for await`, which would close the connection before a refusal is sent.
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= most) chunks.push(chunk)
      else {
        chunks.length = 0
        resolve('too-long')
      }
    })
    request.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    request.once('error', reject)
    request.once('close', () => reject(new Error('The caller has gone away.')))
  })
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

async function send({ status, headers, body }: ApiAnswer, response: ServerResponse): Promise<void> {
  if (typeof body === 'string') {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    response.end(body)
    return
  }
  response.writeHead(status, headers)
  // Leaving the loop ends the call behind it.
  for await (const text of body) {
    if (response.destroyed) return
    if (!response.write(text)) await drained(response)
  }
  response.end()
}

/** Or the caller has gone: a slow reader keeps the call waiting, and not its answer in memory. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.once('drain', done).once('close', done)
  })
}
