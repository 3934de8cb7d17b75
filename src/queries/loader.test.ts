import { describe, expect, it } from 'vitest'
import { buildDescribed, buildPictures, buildStories } from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { createLoader, sessionName } from './loader.ts'

const link = { kind: 'link', url: 'https://example.org/vision/' } as const

function setUp() {
  const engine = new FakeEngine({ loadsAtOnce: false })
  return { engine, loader: createLoader(engine, () => 0) }
}

describe('a description', () => {
  it('leaves the load of a model alone, and has progress of its own', () => {
    const { engine, loader } = setUp()
    void loader.open(buildStories(), 'auto').catch(() => {})
    engine.loads[0]?.report({ stage: 'download', loadedBytes: 1, totalBytes: 4 })
    void loader.describe('a', link, {}).catch(() => {})
    engine.descriptions[0]?.report({ stage: 'download', loadedBytes: 3, totalBytes: 4 })
    expect(engine.loads[0]?.isAborted()).toBe(false)
    expect(loader.estimate()?.percent).toBe(25)
    expect(loader.describing.estimate()?.percent).toBe(75)
  })

  it('does not keep the worker of a model that nobody watches any more', () => {
    const { engine, loader } = setUp()
    void loader.open(buildStories(), 'auto').catch(() => {})
    void loader.describe('a', link, {}).catch(() => {})
    loader.release(sessionName(buildStories(), 'auto'))
    expect(engine.closeCount).toBe(1)
  })

  it('gives way to the next one', async () => {
    const { engine, loader } = setUp()
    const first = loader.describe('a', link, {})
    void loader.describe('b', link, {}).catch(() => {})
    await expect(first).rejects.toMatchObject({ code: 'aborted' })
    expect(engine.descriptions.map((question) => question.isAborted())).toEqual([true, false])
  })

  it('is given up when another one is wanted, and not when it is', () => {
    const { engine, loader } = setUp()
    void loader.describe('a', link, {}).catch(() => {})
    loader.describing.keepOnly('a')
    expect(engine.descriptions[0]?.isAborted()).toBe(false)
    loader.describing.keepOnly(undefined)
    expect(engine.descriptions[0]?.isAborted()).toBe(true)
  })
})

describe('the files of an export', () => {
  it('are at hand once it has been described, and go with it into the worker', async () => {
    const { engine, loader } = setUp()
    const picture = new Blob(['p'])
    const manifest = buildPictures({ base: 'local:vision/' })
    const describing = loader.describe('a', link, {})
    engine.descriptions[0]?.answer(
      buildDescribed({ manifest, files: new Map([['a.png', picture]]) }),
    )
    await describing
    expect(loader.atHand(manifest, 'a.png')).toBe(picture)
    expect(loader.atHand(manifest, 'b.png')).toBeUndefined()
    expect(loader.atHand(buildPictures(), 'a.png')).toBeUndefined()
  })
})
