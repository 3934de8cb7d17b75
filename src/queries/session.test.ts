import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { buildStories } from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { createLoader } from './loader.ts'
import { createQueryClient } from './query-client.ts'
import { sessionOptions } from './session.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

function setUp() {
  const engine = new FakeEngine()
  const loader = createLoader(engine)
  const client = createQueryClient(loader)
  const watch = () => new QueryObserver(client, sessionOptions(loader, buildStories(), 'auto'))
  return { engine, client, watch }
}

describe('a session', () => {
  it('is loaded once for all who watch it, and ends with the last of them', async () => {
    const { engine, watch } = setUp()
    const leave = [watch(), watch()].map((observer) => observer.subscribe(() => {}))
    await settle()
    expect(engine.loads).toHaveLength(1)

    leave[0]?.()
    await settle()
    expect(engine.closeCount).toBe(0)
    leave[1]?.()
    await vi.waitFor(() => expect(engine.closeCount).toBe(1))
  })

  it('outlives a watcher that leaves and is back at once, as under StrictMode', async () => {
    const { engine, watch } = setUp()
    const observer = watch()
    observer.subscribe(() => {})()
    observer.subscribe(() => {})
    await settle()
    expect(engine.loads).toHaveLength(1)
    expect(engine.closeCount).toBe(0)
  })

  it('outlives the query that a slow render made and the cache dropped before anybody came', async () => {
    const { engine, client, watch } = setUp()
    const observers = [watch(), watch()]
    client.getQueryCache().clear()
    for (const observer of observers) observer.subscribe(() => {})
    await settle()
    expect(engine.loads).toHaveLength(1)
    expect(engine.loads[0]?.isAborted()).toBe(false)
    expect(engine.closeCount).toBe(0)
  })
})
