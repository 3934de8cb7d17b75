import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import type { Api } from '../api/api.ts'
import type { ApiAnswer, ApiRequest } from '../api/http.ts'
import { defaultLimits } from '../api/limits.ts'
import { answerHttp } from './http.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A server of an API that is given here. */
async function serve(handle: Api['handle']): Promise<string> {
  const server = createServer((incoming, response) => {
    const path = (incoming.url ?? '').slice(1)
    answerHttp({ handle }, path, { request: incoming, response }).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const plain = (body: ApiAnswer['body'], status = 200): ApiAnswer => ({ status, headers: {}, body })

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  return text
}

it('hands a request over whole, and its answer back', async () => {
  const handle = vi.fn(async (_call: ApiRequest) => ({
    ...plain('no', 418),
    headers: { 'x-kind': 'pot' },
  }))
  const url = await serve(handle)
  const response = await fetch(`${url}/predict/batch`, {
    method: 'POST',
    headers: { 'X-Deadline-Ms': '5' },
    body: 'tea?',
  })
  expect([response.status, response.headers.get('x-kind')]).toEqual([418, 'pot'])
  expect(await response.text()).toBe('no')
  const call = handle.mock.calls[0]![0]
  expect(call).toMatchObject({ method: 'POST', path: 'predict/batch' })
  expect(call.headers['x-deadline-ms']).toBe('5')
  expect(new TextDecoder().decode(call.body)).toBe('tea?')
})

it('sends the pieces of a stream as they come', async () => {
  let goOn = () => {}
  const waited = new Promise<void>((resolve) => {
    goOn = resolve
  })
  async function* pieces() {
    yield 'one'
    await waited
    yield 'two'
  }
  const url = await serve(async () => plain(pieces()))
  const reader = (await fetch(url)).body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('one')
  goOn()
  expect((await reader.read()).value).toBe('two')
})

it('refuses a body that says it is too long before it comes', async () => {
  const handle = vi.fn(async () => plain(''))
  const url = new URL(await serve(handle))
  const headers = { 'content-length': String(defaultLimits.bodyBytes + 1) }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // Nothing of it is ever sent but the head.
    const asking = request(url, { method: 'POST', headers }, resolve).once('error', reject)
    asking.flushHeaders()
    ends.push(() => asking.destroy())
  })
  expect([answer.statusCode, handle.mock.calls.length]).toEqual([413, 0])
  expect(await textOf(answer)).toContain('request-too-large')
})

it('refuses a body that turns out to be too long, without having it all', async () => {
  const handle = vi.fn(async () => plain(''))
  const url = new URL(await serve(handle))
  const chunk = Buffer.alloc(1e7)
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asking = request(url, { method: 'POST' }, ({ statusCode }) => resolve(statusCode))
    asking.once('error', reject)
    ends.push(() => asking.destroy())
    // It never ends.
    for (let sent = 0; sent <= defaultLimits.bodyBytes; sent += chunk.length) asking.write(chunk)
  })
  expect([status, handle.mock.calls.length]).toEqual([413, 0])
})

it('does not read what a page of another site sends', async () => {
  const handle = vi.fn(async (_call: ApiRequest) => plain('refused', 403))
  const url = await serve(handle)
  const headers = { origin: 'https://example.org' }
  const response = await fetch(url, { method: 'POST', headers, body: 'x'.repeat(1e6) })
  expect(response.status).toBe(403)
  expect(handle.mock.calls[0]![0].body).toHaveLength(0)
})

it.each(['before', 'in the middle of'])(
  'a caller who goes %s the answer ends the call',
  async (when) => {
    const gone = vi.fn<() => void>()
    async function* pieces() {
      try {
        yield 'first'
        await new Promise<never>(() => {})
      } finally {
        gone()
      }
    }
    const url = await serve(async ({ signal }) => {
      signal.addEventListener('abort', () => gone())
      return when === 'before' ? new Promise<never>(() => {}) : plain(pieces())
    })
    const controller = new AbortController()
    const asking = fetch(url, { signal: controller.signal })
    if (when === 'before') setTimeout(() => controller.abort(), 50)
    else {
      await asking
      controller.abort()
    }
    await asking.catch(() => {})
    await vi.waitFor(() => expect(gone).toHaveBeenCalled())
  },
)
