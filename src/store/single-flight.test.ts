import { describe, expect, it, vi } from 'vitest'
import { createTabs } from './single-flight.ts'

/** Web Locks as several tabs share them. */
function fakeLocks() {
  const queues = new Map<string, Promise<unknown>>()
  const held = new Set<string>()
  async function request(name: string, options: LockOptions, work: (lock: unknown) => unknown) {
    if (options.ifAvailable === true && held.has(name)) return work(null)
    const before = queues.get(name) ?? Promise.resolve()
    const turn = before.then(async () => {
      options.signal?.throwIfAborted()
      held.add(name)
      try {
        return await work({ name })
      } finally {
        held.delete(name)
      }
    })
    const settled = turn.catch(() => {})
    queues.set(name, settled)
    if (options.ifAvailable === true) held.add(name)
    const gone = new Promise<never>((_, reject) => {
      options.signal?.addEventListener('abort', () =>
        reject(new DOMException('gone', 'AbortError')),
      )
    })
    return Promise.race([turn, gone])
  }
  return { request } as unknown as LockManager
}

/** Channels as tabs share them. */
function fakeChannels() {
  const hub = new EventTarget()
  return () =>
    ({
      postMessage: (data: unknown) => hub.dispatchEvent(new MessageEvent('message', { data })),
      addEventListener: hub.addEventListener.bind(hub),
      removeEventListener: hub.removeEventListener.bind(hub),
    }) as unknown as BroadcastChannel
}

const noChannel = () => undefined

function quiet(signal = new AbortController().signal) {
  return { signal, onWait: vi.fn() }
}

describe('several tabs', () => {
  it('take turns with the same file, and the one that waits says so', async () => {
    const locks = fakeLocks()
    const [a, b] = [createTabs(locks, noChannel), createTabs(locks, noChannel)]
    const order: string[] = []
    let end = () => {}
    const first = a.alone('k', quiet(), async () => {
      await new Promise<void>((resolve) => (end = resolve))
      order.push('first')
    })
    const options = quiet()
    const second = b.alone('k', options, async () => order.push('second'))
    await vi.waitFor(() => expect(options.onWait).toHaveBeenCalled())
    end()
    await Promise.all([first, second])
    expect(order).toEqual(['first', 'second'])
  })

  it('download different files side by side', async () => {
    const tabs = createTabs(fakeLocks(), noChannel)
    const never = new Promise<never>(() => {})
    void tabs.alone('a', quiet(), () => never)
    await expect(tabs.alone('b', quiet(), async () => 'done')).resolves.toBe('done')
  })

  it('go on when the one before failed', async () => {
    const tabs = createTabs(fakeLocks(), noChannel)
    const failed = tabs.alone('k', quiet(), () => Promise.reject(new Error('lost')))
    await expect(failed).rejects.toThrow('lost')
    await expect(tabs.alone('k', quiet(), async () => 'done')).resolves.toBe('done')
  })

  it('need not wait to the end', async () => {
    const tabs = createTabs(fakeLocks(), noChannel)
    void tabs.alone('k', quiet(), () => new Promise<never>(() => {}))
    const controller = new AbortController()
    const options = quiet(controller.signal)
    const waiting = tabs.alone('k', options, async () => 'never')
    await vi.waitFor(() => expect(options.onWait).toHaveBeenCalled())
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  })

  it('hear how far the one that downloads has got, until they listen no more', () => {
    const open = fakeChannels()
    const [a, b] = [createTabs(undefined, open), createTabs(undefined, open)]
    const heard = vi.fn()
    const stop = b.hear('k', heard)
    a.announce('other', 1)
    a.announce('k', 700)
    // News, not data: this one came too soon.
    a.announce('k', 701)
    stop()
    createTabs(undefined, open).announce('k', 900)
    expect(heard.mock.calls).toEqual([[700]])
  })

  it('do without locks where these are refused or absent', async () => {
    const refused = {
      request: () => Promise.reject(new DOMException('no', 'SecurityError')),
    } as unknown as LockManager
    for (const locks of [refused, undefined]) {
      const work = vi.fn(async () => 'done')
      await expect(createTabs(locks, noChannel).alone('k', quiet(), work)).resolves.toBe('done')
      expect(work).toHaveBeenCalledTimes(1)
    }
  })

  it('leave alone what another one has under way', async () => {
    const tabs = createTabs(fakeLocks(), noChannel)
    void tabs.alone('k', quiet(), () => new Promise<never>(() => {}))
    const work = vi.fn(async () => {})
    await expect(tabs.ifFree('k', work)).resolves.toBe(false)
    await expect(tabs.ifFree('free', work)).resolves.toBe(true)
    expect(work).toHaveBeenCalledTimes(1)
  })
})
