import { QueryObserver } from '@tanstack/react-query'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RelayMessage, RelayOffer, RelayReply } from '../protocol/api-relay.ts'
import { createLoader } from '../queries/loader.ts'
import { createQueryClient } from '../queries/query-client.ts'
import { sessionOptions } from '../queries/session.ts'
import { buildStories } from '../testing/builders.ts'
import { FakeEngine, type FakeRun } from '../testing/fake-engine.ts'
import { createAnswerer } from './api-calls.ts'

const stories = buildStories()
// Which Node 20 has not.
vi.stubGlobal('navigator', {})
// It comes with the first call, and compiling it takes its time.
beforeAll(async () => {
  await import('../api/api.ts')
}, 30_000)

/** A page, as the service worker reaches it. */
function openPage(loadsAtOnce = true) {
  const engine = new FakeEngine({ loadsAtOnce })
  const loader = createLoader(engine)
  const client = createQueryClient(loader)
  const answer = createAnswerer(loader, client)

  /** Every message that comes back over the port, and the port. */
  function say(data: RelayMessage) {
    const { port1, port2 } = new MessageChannel()
    const replies: unknown[] = []
    port1.addEventListener('message', (event) => replies.push(event.data))
    port1.start()
    answer({ data, ports: [port2], source: null })
    return { port: port1, replies }
  }

  async function call(path: string, body?: object, headers: Record<string, string> = {}) {
    const { port, replies } = say({
      type: 'api-call',
      method: body === undefined ? 'GET' : 'POST',
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body: new TextEncoder().encode(JSON.stringify(body) ?? '').buffer,
    })
    return { port, replies: replies as RelayReply[] }
  }

  return {
    engine,
    call,
    async offer() {
      const { replies } = say({ type: 'api-question' })
      await vi.waitFor(() => expect(replies).toHaveLength(1))
      return replies[0] as RelayOffer
    },
    /** Shows the demo, which loads its model. */
    open() {
      const observer = new QueryObserver(client, sessionOptions(loader, stories, 'auto'))
      onTestFinished(observer.subscribe(() => {}))
    },
    isOpen: () => vi.waitFor(() => expect(loader.current()).toBeDefined()),
  }
}

const statusOf = ([head]: RelayReply[]) => (head?.type === 'head' ? head.status : undefined)
const isOver = (replies: RelayReply[]) => replies.at(-1)?.type === 'end'
const textOf = (replies: RelayReply[]) =>
  replies.map((reply) => (reply.type === 'chunk' ? reply.text : '')).join('')

describe('a page without a model', () => {
  it('offers none, and answers what needs none', async () => {
    const { offer, call } = openPage()
    expect(await offer()).toEqual({ isReady: false })
    const { replies } = await call('models')
    await vi.waitFor(() => expect(isOver(replies)).toBe(true))
    expect([statusOf(replies), textOf(replies)]).toEqual([200, '{"models":[]}'])
  })

  it('answers the rest with 503', async () => {
    const { call } = openPage()
    for (const [path, body] of [['ready'], ['generate', { prompt: 'Once' }]] as const) {
      const { replies } = await call(path, body)
      await vi.waitFor(() => expect(isOver(replies)).toBe(true))
      expect(statusOf(replies), path).toBe(503)
      expect(textOf(replies)).toContain('Model not loaded')
    }
  })
})

describe('a page with a model', () => {
  it('offers it from its load on, and is ready when it is', async () => {
    const { engine, offer, open, isOpen, call } = openPage(false)
    open()
    await vi.waitFor(() => expect(engine.loads).toHaveLength(1))
    expect(await offer()).toEqual({ model: 'stories', task: 'text-generation', isReady: false })
    const before = await call('ready')
    await vi.waitFor(() => expect(isOver(before.replies)).toBe(true))
    expect([statusOf(before.replies), textOf(before.replies)]).toEqual([
      503,
      expect.stringContaining('"loading"'),
    ])

    engine.loads[0]?.succeed()
    await isOpen()
    expect(await offer()).toEqual({ model: 'stories', task: 'text-generation', isReady: true })
    const { replies } = await call('ready')
    await vi.waitFor(() => expect(isOver(replies)).toBe(true))
    expect(statusOf(replies)).toBe(200)
  })

  it('sends a stream on piece by piece', async () => {
    const { engine, open, isOpen, call } = openPage()
    open()
    await isOpen()
    const { replies } = await call('generate', { prompt: 'Once', stream: true })
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1))
    const run = engine.runs[0] as FakeRun<'text-generation'>
    run.step({
      index: 0,
      text: ' upon',
      id: 5,
      token: 'upon',
      prob: 1,
      candidates: [],
      tokensPerSecond: 1,
    })
    await vi.waitFor(() => expect(textOf(replies)).toContain('" upon"'))
    expect(statusOf(replies)).toBe(200)
    expect(isOver(replies)).toBe(false)
  })

  it('stops the run of a caller who has gone', async () => {
    const { engine, open, isOpen, call } = openPage()
    open()
    await isOpen()
    const { port } = await call('generate', { prompt: 'Once' })
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1))
    port.postMessage('given-up')
    await vi.waitFor(() => expect(engine.runs[0]?.isAborted()).toBe(true))
  })

  it('counts all calls together, as long as it is open', async () => {
    const { open, isOpen, call } = openPage()
    open()
    await isOpen()
    for (let count = 0; count < 2; count++) {
      const { replies } = await call('health')
      await vi.waitFor(() => expect(isOver(replies)).toBe(true))
    }
    const { replies } = await call('metrics')
    await vi.waitFor(() => expect(isOver(replies)).toBe(true))
    expect(textOf(replies)).toMatch(/vitrine_requests_total\{[^}]*route="health"[^}]*\} 2/)
  })
})
