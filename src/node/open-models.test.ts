import { expect, it, vi } from 'vitest'
import type { Engine, Model } from '../engine/engine.ts'
import { createDeferred, type Deferred } from '../engine/deferred.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import { createOpenModels } from './open-models.ts'

const never = new AbortController().signal
const manifestOf = (id: string) => ({ id }) as Manifest

/** Engines whose loads end when the test says so. */
function underTest(most: number) {
  const loads = new Map<string, Deferred<Model>>()
  const closed: string[] = []
  const opened: string[] = []
  const models = createOpenModels((id) => {
    const load = createDeferred<Model>()
    loads.set(id, load)
    opened.push(id)
    return { open: () => load.promise, close: () => closed.push(id) } as unknown as Engine
  }, most)
  const loaded = (id: string) => loads.get(id)?.resolve({ opened: { loadMs: 1 } } as Model)
  /** Uses a model that loads at once, until what is returned is called. */
  const hold = async (id: string) => {
    const held = createDeferred<void>()
    const begun = createDeferred<void>()
    const using = models.use(manifestOf(id), never, () => {
      begun.resolve()
      return held.promise
    })
    await vi.waitFor(() => expect(loads.has(id)).toBe(true))
    loaded(id)
    await begun.promise
    return () => {
      held.resolve()
      return using
    }
  }
  const touch = async (id: string) => (await hold(id))()
  return { models, loads, closed, opened, loaded, hold, touch }
}

it('loads a model once for all who ask while it loads, and says how far it is', async () => {
  const { models, opened, loaded } = underTest(2)
  expect(models.statusOf('a')).toBe('idle')
  const both = ['x', 'y'].map((name) => models.use(manifestOf('a'), never, async () => name))
  await vi.waitFor(() => expect(models.statusOf('a')).toBe('loading'))
  loaded('a')
  expect(await Promise.all(both)).toEqual(['x', 'y'])
  expect(opened).toEqual(['a'])
  expect([models.statusOf('a'), models.openedOf('a')]).toEqual(['ready', { loadMs: 1 }])
})

it('closes the model that has not been used for longest, to open another one', async () => {
  const { closed, touch } = underTest(2)
  await touch('a')
  await touch('b')
  await touch('a')
  await touch('c')
  expect(closed).toEqual(['b'])
})

it('closes none that is in use: who asks for one more waits for the first that is free', async () => {
  const { models, closed, opened, hold, loaded } = underTest(2)
  await hold('a')
  const endB = await hold('b')
  const third = models.use(manifestOf('c'), never, async () => 'done')
  await Promise.resolve()
  expect([opened, closed]).toEqual([['a', 'b'], []])
  await endB()
  await vi.waitFor(() => expect(opened).toEqual(['a', 'b', 'c']))
  loaded('c')
  expect(await third).toBe('done')
  expect(closed).toEqual(['b'])
})

it('who gives up while waiting is told so, and what loads for others goes on', async () => {
  const { models, closed, loaded } = underTest(1)
  const controller = new AbortController()
  const first = models.use(manifestOf('a'), controller.signal, async () => 'first')
  const second = models.use(manifestOf('a'), never, async () => 'second')
  const third = models.use(manifestOf('b'), controller.signal, async () => 'third')
  controller.abort()
  await expect(first).rejects.toMatchObject({ code: 'aborted' })
  await expect(third).rejects.toMatchObject({ code: 'aborted' })
  loaded('a')
  expect(await second).toBe('second')
  expect(closed).toEqual([])
})

it('a load that failed is tried again by the next who asks', async () => {
  const { models, opened, loads, touch } = underTest(1)
  const failing = models.use(manifestOf('a'), never, async () => 'never')
  await vi.waitFor(() => expect(loads.has('a')).toBe(true))
  loads.get('a')?.reject(new VitrineError('model-damaged'))
  await expect(failing).rejects.toMatchObject({ code: 'model-damaged' })
  expect(models.statusOf('a')).toBe('idle')
  loads.clear()
  await touch('a')
  expect(opened).toEqual(['a', 'a'])
})
