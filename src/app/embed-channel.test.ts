import { describe, expect, it, vi } from 'vitest'
import { writeHost, type EmbedMessage, type EmbedTheme } from '../protocol/embed-messages.ts'
import { createEmbedChannel } from './embed-channel.ts'

const listed = 'https://listed.example'
const unlisted = 'https://unlisted.example'
const own = 'https://site.example'
const ready: EmbedMessage = { type: 'ready', provider: 'wasm', threads: 1 }
const failed: EmbedMessage = { type: 'error', code: 'offline', message: 'No network.' }

/** A window in a frame; what it hears is what a test says. */
function framed({ ancestor, isFramed = true }: { ancestor?: string; isFramed?: boolean } = {}) {
  const parent = { postMessage: vi.fn<(message: unknown, origin: string) => void>() }
  const listeners = new Set<(event: MessageEvent) => void>()
  const window = {
    parent,
    location: { origin: own, ...(ancestor !== undefined && { ancestorOrigins: [ancestor] }) },
    addEventListener: (_: string, listener: (event: MessageEvent) => void) =>
      listeners.add(listener),
  }
  if (!isFramed) Object.assign(window, { parent: window, postMessage: parent.postMessage })
  const themes: EmbedTheme[] = []
  const say = (data: unknown, origin: string, more: object = {}) => {
    const event = { data, origin, source: parent, ports: [], ...more } as unknown as MessageEvent
    for (const listener of listeners) listener(event)
  }
  const channel = createEmbedChannel(window as unknown as Window, {
    listed: [listed, 'null', '*'],
    onTheme: (theme) => themes.push(theme),
  })
  const told = () => parent.postMessage.mock.calls.map(([, origin]) => origin)
  return { channel, say, themes, told, parent }
}

const hello = writeHost({ type: 'hello' })

describe('what a frame tells the page around it', () => {
  it('goes to a listed origin, by its name, also what happened before it said hello', () => {
    const { channel, say, told, parent } = framed()
    channel.tell(ready)
    expect(told()).toEqual([])
    say(hello, listed)
    channel.tell(failed)
    expect(told()).toEqual([listed, listed])
    expect(parent.postMessage.mock.calls[0]?.[0]).toEqual({
      source: 'vitrine',
      version: 1,
      ...ready,
    })
  })

  it('goes without a hello where the browser says who the page around is', () => {
    const { channel, told } = framed({ ancestor: listed })
    channel.tell(ready)
    expect(told()).toEqual([listed])
  })

  it.each([
    unlisted,
    'null',
    '*',
    '',
    'https://listed.example.evil.example',
    'http://listed.example',
  ])('goes not to %j, whatever it says', (origin) => {
    for (const { channel, say, told } of [framed(), framed({ ancestor: origin })]) {
      channel.tell(ready)
      say(hello, origin)
      say({ ...hello, origin: listed, listed: [origin] }, origin)
      channel.tell(failed)
      expect(told()).toEqual([])
    }
  })

  it('goes to the own origin without a list', () => {
    const { channel, say, told } = framed()
    say(hello, own)
    channel.tell(ready)
    expect(told()).toEqual([own])
  })

  it('goes nowhere when nothing is around it', () => {
    const { channel, told } = framed({ isFramed: false })
    channel.tell(ready)
    expect(told()).toEqual([])
  })

  it('is no answer to another window that calls itself the page around', () => {
    const { channel, say, themes, told } = framed()
    say(hello, listed, { source: {} })
    say(hello, listed, { source: null })
    say(writeHost({ type: 'theme', theme: 'dark' }), listed, { source: {} })
    channel.tell(ready)
    expect([told(), themes]).toEqual([[], []])
  })

  it('is its height to any page with an origin, over the port that came with the hello', async () => {
    const { channel, say, told } = framed()
    channel.tellHeight(300)
    const { port1, port2 } = new MessageChannel()
    const heard: unknown[] = []
    port1.addEventListener('message', ({ data }) => heard.push(data))
    port1.start()
    say(hello, unlisted, { ports: [port2] })
    // Another one, without a port, takes nothing away.
    say(hello, unlisted)
    channel.tellHeight(420)
    await expect.poll(() => heard).toHaveLength(2)
    port1.close()
    expect(heard).toMatchObject([{ height: 300 }, { height: 420 }])
    expect(told()).toEqual([])

    const opaque = framed()
    const other = { postMessage: vi.fn<(message: unknown) => void>(), close: vi.fn<() => void>() }
    opaque.say(hello, 'null', { ports: [other] })
    opaque.channel.tellHeight(300)
    expect(other.postMessage).not.toHaveBeenCalled()
  })

  it('follows the theme of the page around', () => {
    const { say, themes } = framed()
    say(writeHost({ type: 'theme', theme: 'dark' }), unlisted)
    say(writeHost({ type: 'theme', theme: 'auto' }), unlisted)
    expect(themes).toEqual(['dark', 'auto'])
  })
})
