import { describe, expect, it, vi } from 'vitest'
import type { RelayOffer, RelayReply } from '../protocol/api-relay.ts'
import { openPage, type FakePage } from '../testing/relay-page.ts'
import { relay, type RelayTimes } from './relay.ts'

const times: RelayTimes = { offerMs: 60, otherOffersMs: 20, lookMs: 5, silenceMs: 60_000 }
/** Longer than any test waits. */
const patient: RelayTimes = { ...times, offerMs: 60_000 }

const ready = (model: string, task: string): RelayOffer => ({ model, task, isReady: true })
const loading = (model: string, task: string): RelayOffer => ({ model, task, isReady: false })

function call(
  path: string,
  body: unknown = '',
  signal = new AbortController().signal,
  method = 'POST',
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const bytes = new TextEncoder().encode(text).buffer
  return { call: { method, path, headers: {}, body: bytes }, signal }
}

const head: RelayReply = { type: 'head', status: 200, headers: { 'content-type': 'text/plain' } }

/** Lets the page that is asked answer with its own address. */
async function whoAnswers(
  pages: readonly FakePage[],
  path: string,
  body?: unknown,
  patience = patient,
): Promise<string | undefined> {
  async function answer({ called }: FakePage) {
    const { reply } = await called
    reply(head)
    reply({ type: 'end' })
  }
  for (const page of pages) void answer(page)
  const { response } = await relay(pages, call(path, body), patience)
  return response.headers.get('Vitrine-Answered-By') ?? undefined
}

describe('the page that a call goes to', () => {
  const picture = openers('picture', ready('cifar10', 'image-classification'))
  const text = openers('text', ready('stories', 'text-generation'))
  const table = openers('table', ready('penguins', 'tabular-classification'))

  it.each([
    ['predict', { image: 'AAAA' }, 'picture'],
    ['predict', '"AAAA"', 'picture'],
    ['predict', { features: { a: 1 } }, 'table'],
    ['predict/batch', { items: [{ features: {} }] }, 'table'],
    ['predict/batch', { items: ['AAAA'] }, 'picture'],
    ['predict/batch', { images: ['AAAA'] }, 'picture'],
    ['predict', { prompt: 'Once' }, 'text'],
    ['generate', { prompt: 'Once' }, 'text'],
    ['generate', 'this is no JSON', 'text'],
    ['predict', { image: 'AAAA', model: 'stories' }, 'text'],
    ['model/info/penguins', '', 'table'],
  ])('of %s %j has the right model', async (path, body, who) => {
    expect(await whoAnswers([table(), picture(), text()], path, body)).toBe(who)
  })

  it('is the one used last, where several fit', async () => {
    expect(await whoAnswers([text(), picture(), table()], 'models')).toBe('text')
    expect(await whoAnswers([picture(), text(), table()], 'models')).toBe('picture')
  })

  it('has its model ready rather than on its way, and a model rather than none', async () => {
    const away = openPage('loading', loading('stories', 'text-generation'))
    const none = openPage('none', { isReady: false })
    expect(await whoAnswers([none, away, text()], 'health')).toBe('text')
    const [none2, away2] = [openPage('none', { isReady: false }), openPage('a', loading('m', 't'))]
    expect(await whoAnswers([none2, away2], 'health')).toBe('a')
  })

  it('is another one where none fits: it knows how to say so', async () => {
    expect(await whoAnswers([picture()], 'generate', { prompt: 'Once' })).toBe('picture')
    expect(await whoAnswers([openPage('none', { isReady: false })], 'predict', {})).toBe('none')
  })

  it('is not kept waiting by a tab that says nothing', async () => {
    // With this patience the test would end before the silent one is given up.
    expect(await whoAnswers([openPage('frozen'), text()], 'generate', {}, patient)).toBe('text')
    expect(await whoAnswers([openPage('frozen'), picture()], 'generate', {}, times)).toBe('picture')
  })
})

describe('the list of models', () => {
  it('is of all pages together, without one that goes away meanwhile', async () => {
    const pages = ['stories', 'cifar10', 'gone'].map((id) => openPage(id, ready(id, 'any')))
    const relayed = relay(pages, call('models', undefined, undefined, 'GET'), patient)
    for (const page of pages) {
      const { reply } = await page.called
      if (page.address === 'gone') page.close()
      else {
        reply({ type: 'head', status: 200, headers: {} })
        reply({ type: 'chunk', text: JSON.stringify({ models: [{ id: page.address }] }) })
        reply({ type: 'end' })
      }
    }
    const { response, over } = await relayed
    await over
    expect(await response.json()).toEqual({ models: [{ id: 'stories' }, { id: 'cifar10' }] })
  })
})

describe('no page', () => {
  it.each(['predict', 'health', 'ready'])('makes a 503 with a sentence of %s', async (path) => {
    for (const pages of [[], [openPage('frozen')]]) {
      const { response, over } = await relay(pages, call(path), times)
      await over
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({
        error: { message: expect.stringMatching(/^Model not loaded.* call again\.$/) as string },
        detail: 'Model not loaded',
      })
    }
  })
})

describe('an answer', () => {
  const open = () => openPage('?model=stories', ready('stories', 'text-generation'))

  it('comes as its head and its pieces, each when it is there', async () => {
    const page = open()
    const relayed = relay([page], call('generate', { prompt: 'Once' }), patient)
    const { reply, path, body } = await page.called
    expect([path, body]).toEqual(['generate', '{"prompt":"Once"}'])
    reply({ type: 'head', status: 418, headers: { 'content-type': 'text/event-stream' } })
    const { response, over } = await relayed
    expect(response.status).toBe(418)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    reply({ type: 'chunk', text: 'data: upon\n\n' })
    expect(await reader.read()).toEqual({ done: false, value: 'data: upon\n\n' })
    reply({ type: 'chunk', text: 'data: ä time\n\n' })
    expect(await reader.read()).toEqual({ done: false, value: 'data: ä time\n\n' })
    reply({ type: 'end' })
    expect((await reader.read()).done).toBe(true)
    await over
  })

  it('may have no body at all', async () => {
    const page = open()
    const relayed = relay([page], call('health'), patient)
    const { reply } = await page.called
    reply({ type: 'head', status: 204, headers: {} })
    reply({ type: 'end' })
    const { response, over } = await relayed
    expect([response.status, response.body]).toEqual([204, null])
    await over
  })

  it('is given up with the stream that nobody reads any more', async () => {
    const page = open()
    const relayed = relay([page], call('generate'), patient)
    const { reply, givenUp } = await page.called
    reply(head)
    const { response, over } = await relayed
    await response.body?.cancel()
    expect(await givenUp).toBe('given-up')
    await over
    // What the page had on its way then is no error.
    reply({ type: 'chunk', text: 'late' })
    reply({ type: 'end' })
  })

  it('is given up before its first word when the caller has gone', async () => {
    const page = open()
    const caller = new AbortController()
    const relayed = relay([page], call('generate', '', caller.signal), patient)
    const { givenUp } = await page.called
    caller.abort()
    const { response, over } = await relayed
    expect(response.type).toBe('error')
    await Promise.all([givenUp, over])
  })

  it('is a 503 when the page goes away before its first word', async () => {
    const page = open()
    const relayed = relay([page], call('predict'), patient)
    await page.called
    page.close()
    const { response, over } = await relayed
    await over
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('The tab that was answering has been closed')
  })

  it('breaks off when the page goes away within it, and is not taken for whole', async () => {
    for (const goAway of [
      ({ close }: FakePage) => close(),
      ({ called }: FakePage) => void called.then(({ reply }) => reply({ type: 'broken' })),
    ]) {
      const page = open()
      const relayed = relay([page], call('generate'), patient)
      const { reply } = await page.called
      reply(head)
      reply({ type: 'chunk', text: 'half' })
      const { response, over } = await relayed
      goAway(page)
      await expect(response.text()).rejects.toThrow('has been closed')
      await over
    }
  })

  it('is not waited for for ever from a page that is there and hangs', async () => {
    const page = open()
    const { response, over } = await relay([page], call('predict'), { ...patient, silenceMs: 30 })
    await (
      await page.called
    ).givenUp
    expect(response.status).toBe(503)
    await over
  })

  it('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout'] })
    try {
      const page = open()
      const relayed = relay([page], call('health'), patient)
      const { reply } = await page.called
      reply(head)
      reply({ type: 'end' })
      await (
        await relayed
      ).over
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

function openers(address: string, offer: RelayOffer): () => FakePage {
  return () => openPage(address, offer)
}
