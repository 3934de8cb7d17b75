import { describe, expect, it } from 'vitest'
import { createFakeFileServer, type ServerFault } from '../testing/fake-file-server.ts'
import { createFakeOpfs } from '../testing/fake-opfs.ts'
import {
  describeFile,
  listening,
  pageOrigin,
  sha256,
  someBytes,
  storeUnderTest,
} from '../testing/store-under-test.ts'
import { createCacheShelf } from './cache-shelf.ts'
import { memoryShelf } from './memory-shelf.ts'

const content = someBytes(1500)
const file = describeFile(content)
const url = `${pageOrigin}/models/a/model.onnx`
const elsewhere = 'https://hub.example/a/model.onnx'

function start(
  faults: readonly ServerFault[] = [],
  options: Parameters<typeof storeUnderTest>[1] = {},
) {
  const server = createFakeFileServer(content, faults)
  return { server, ...storeUnderTest(server, options), ...listening() }
}

async function bytesOf({ blob }: { blob: Blob }) {
  return new Uint8Array(await blob.arrayBuffer())
}

describe('a file', () => {
  it('is downloaded once, verified, kept, and never asked for again', async () => {
    const { store, server, context } = start()
    const first = await store.fetch(url, file, context)
    expect(await bytesOf(first)).toEqual(content)
    expect(first).toMatchObject({ verified: true, kept: { where: 'opfs' }, wasStored: false })
    const second = await store.fetch(url, file, context)
    expect(await bytesOf(second)).toEqual(content)
    expect(second).toMatchObject({ verified: true, kept: { where: 'opfs' }, wasStored: true })
    expect(server.ranges).toEqual([undefined])
  })

  it('is there for the next worker too, and `find` asks nobody', async () => {
    const { store, opfs, context } = start()
    expect(await store.find(url, file)).toBeUndefined()
    await store.fetch(url, file, context)
    const next = start([{ kind: 'unreachable' }], { opfs })
    expect(await bytesOf((await next.store.find(url, file))!)).toEqual(content)
    expect(next.server.ranges).toEqual([])
  })

  it('of the same content is stored once, whatever its address', async () => {
    const { store, server, context } = start()
    await store.fetch(url, file, context)
    await store.fetch(elsewhere, file, context)
    expect(server.ranges).toHaveLength(1)
    expect((await store.report()).files).toHaveLength(1)
  })

  it('whose hash nobody knew is pinned, said to be unverified, and verified once it is known', async () => {
    const { store, server, context } = start()
    const unknown = { path: file.path }
    expect(await store.fetch(url, unknown, context)).toMatchObject({ verified: false })
    server.content = someBytes(900)
    const again = await store.fetch(url, unknown, context)
    expect(await bytesOf(again)).toEqual(content)
    expect((await store.report()).files).toMatchObject([{ verified: false }])
    expect(await store.fetch(url, file, context)).toMatchObject({ verified: true, wasStored: true })
    expect((await store.report()).files).toMatchObject([{ verified: true }])
  })

  it('that the export has in a new version replaces the old one', async () => {
    const { store, server, context, opfs } = start()
    await store.fetch(url, file, context)
    server.content = someBytes(1501)
    const changed = describeFile(server.content)
    expect(await bytesOf(await store.fetch(url, changed, context))).toEqual(server.content)
    expect([...opfs.files.keys()].sort()).toEqual([
      `${changed.sha256}.file`,
      `${changed.sha256}.json`,
    ])
  })

  it.each([
    ['has lost its end', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, 700)],
    ['is gone', () => undefined],
  ])('that %s in storage is dropped and downloaded again', async (_, damage) => {
    const { store, server, context, opfs } = start()
    await store.fetch(url, file, context)
    const name = `${file.sha256}.file`
    const damaged = damage(opfs.files.get(name)!)
    if (damaged === undefined) opfs.files.delete(name)
    else opfs.files.set(name, damaged)
    expect(await store.find(url, file)).toBeUndefined()
    expect(await bytesOf(await store.fetch(url, file, context))).toEqual(content)
    expect(server.ranges).toHaveLength(2)
  })

  it('without its index entry, or with half of one, is not there', async () => {
    for (const text of [undefined, '{"key": "', '[]', '{"key": 1}']) {
      const { store, context, opfs } = start()
      await store.fetch(url, file, context)
      if (text === undefined) opfs.files.delete(`${file.sha256}.json`)
      else opfs.files.set(`${file.sha256}.json`, new TextEncoder().encode(text))
      expect(await store.find(url, file)).toBeUndefined()
      expect(await store.fetch(url, file, context)).toMatchObject({ wasStored: false })
    }
  })

  it('of no bytes, as the export says, needs no request and is kept like others', async () => {
    const { store, server, context } = start()
    const empty = describeFile(new Uint8Array(), 'empty.txt')
    expect((await store.fetch(url, empty, context)).blob.size).toBe(0)
    expect(server.ranges).toEqual([])
  })
})

describe('the report', () => {
  it('lists what is stored, and what was cut; forgetting removes both', async () => {
    const { store, server, context } = start()
    await store.fetch(url, file, context)
    const cutOff = listening()
    server.content = someBytes(2000)
    server.faults = [{ kind: 'cut', afterBytes: 1100 }, ...hundred({ kind: 'unreachable' })]
    const other = describeFile(server.content, 'other.onnx')
    await expect(store.fetch(`${url}2`, other, cutOff.context)).rejects.toMatchObject({
      code: 'file-unreachable',
    })
    const report = await store.report()
    expect(report).toMatchObject({ keptIn: 'opfs', persisted: false })
    expect(report.files).toEqual([
      {
        key: file.sha256,
        url,
        path: 'model.onnx',
        title: 'A demo',
        sizeBytes: 1500,
        verified: true,
        keptIn: 'opfs',
        savedAtMs: 1_000_000,
        lastUsedAtMs: 1_000_000,
      },
    ])
    expect(report.partialBytes).toBeGreaterThanOrEqual(1100)
    await store.forget([file.sha256])
    expect(await store.report()).toMatchObject({ files: [], partialBytes: 0 })
  })

  it('knows when a file was used last', async () => {
    let now = 1_000_000
    const { store, context } = start([], { now: () => now })
    await store.fetch(url, file, context)
    now += 3_600_000
    await store.fetch(url, file, context)
    expect((await store.report()).files).toMatchObject([
      { savedAtMs: 1_000_000, lastUsedAtMs: 4_600_000 },
    ])
  })

  it('removes bytes that no index entry points to', async () => {
    const { store, opfs } = start()
    opfs.files.set('abc.file', new Uint8Array(10))
    opfs.files.set('abc.json.tmp', new Uint8Array(5))
    expect(await store.report()).toMatchObject({ partialBytes: 15 })
    await store.forget([])
    expect(opfs.files.size).toBe(0)
  })
})

describe('storage', () => {
  it.each([0, 100, 750, 1499])(
    'that is full after %i bytes costs the visitor nothing now; with room it is saved the next time',
    async (quotaBytes) => {
      const opfs = createFakeOpfs()
      opfs.quotaBytes = quotaBytes
      const { store, server, context, loadedBytes } = start([], { opfs })
      const fetched = await store.fetch(url, file, context)
      expect(await bytesOf(fetched)).toEqual(content)
      expect(fetched.kept).toEqual({ where: 'nowhere', why: 'storage-full' })
      expect(loadedBytes.at(-1)).toBe(1500)
      expect(server.sentBytes).toBe(1500)
      expect((await store.report()).files).toEqual([])
      opfs.quotaBytes = Infinity
      expect(await start([], { opfs }).store.fetch(url, file, context)).toMatchObject({
        kept: { where: 'opfs' },
      })
    },
  )

  it('with room for the file but not for its index entry keeps neither', async () => {
    const opfs = createFakeOpfs()
    const { store, context } = start([], { opfs })
    // The note is removed before the entry is written, and is shorter.
    opfs.quotaBytes = 1500 + 280
    const fetched = await store.fetch(url, file, context)
    expect(await bytesOf(fetched)).toEqual(content)
    expect(fetched.kept).toEqual({ where: 'nowhere', why: 'storage-full' })
    expect([...opfs.files.keys()].filter((name) => !name.endsWith('.tmp'))).toEqual([])
  })

  it('that is refused half-way lets the file come all the same', async () => {
    const opfs = createFakeOpfs()
    const { store, context, loadedBytes } = start([], { opfs })
    const refusing = {
      ...context,
      onBytes(bytes: number) {
        loadedBytes.push(bytes)
        if (bytes > 700) opfs.refuses = true
      },
    }
    const fetched = await store.fetch(url, file, refusing)
    expect(await bytesOf(fetched)).toEqual(content)
    expect(fetched.kept).toEqual({ where: 'nowhere', why: 'storage-refused' })
  })

  it.each([1, 600, 1500])(
    'that is cleared when %i bytes have come gives no wrong file',
    async (at) => {
      const opfs = createFakeOpfs()
      const { store, context } = start([], { opfs })
      let cleared = false
      const clearing = {
        ...context,
        onBytes(bytes: number) {
          if (bytes >= at && !cleared) opfs.clear()
          cleared ||= bytes >= at
        },
      }
      expect(await bytesOf(await store.fetch(url, file, clearing))).toEqual(content)
      expect(await bytesOf(await store.fetch(url, file, context))).toEqual(content)
      expect(await store.fetch(url, file, context)).toMatchObject({ wasStored: true })
    },
  )

  it('without `move` is copied into', async () => {
    const opfs = createFakeOpfs({ hasMove: false })
    const { store, context } = start([], { opfs })
    await store.fetch(url, file, context)
    expect(await bytesOf((await store.find(url, file))!)).toEqual(content)
    expect([...opfs.files.keys()].sort()).toEqual([`${file.sha256}.file`, `${file.sha256}.json`])
  })

  it('that is not to be had is memory: nothing is kept, everything comes', async () => {
    const { store, server, context } = start([{ kind: 'cut', afterBytes: 900 }], {
      shelf: memoryShelf,
    })
    const fetched = await store.fetch(url, file, context)
    expect(await bytesOf(fetched)).toEqual(content)
    expect(fetched.kept).toEqual({ where: 'nowhere', why: 'storage-refused' })
    expect(server.ranges).toEqual([undefined, 'bytes=900-'])
    // The browser's own cache is better than none.
    expect(server.caches).toEqual(['default', 'no-store'])
    expect(await store.report()).toMatchObject({ keptIn: 'memory', files: [] })
  })

  it.each<ServerFault>([{ kind: 'flipped' }, { kind: 'instead', body: '<!doctype html>' }])(
    'in memory does not trust the browser’s own cache a second time: %j',
    async (fault) => {
      const { store, server, context } = start([fault], { shelf: memoryShelf })
      expect(await bytesOf(await store.fetch(url, file, context))).toEqual(content)
      expect(server.caches).toEqual(['default', 'reload'])
    },
  )
})

describe('the Cache API', () => {
  function fakeCache(quotaBytes = Infinity) {
    const kept = new Map<string, Blob>()
    const cache = {
      async match(at: string) {
        const blob = kept.get(at)
        return blob === undefined ? undefined : new Response(blob)
      },
      async put(at: string, response: Response) {
        if (response.status === 206) throw new TypeError('Partial response')
        const blob = await response.blob()
        const used = [...kept.values()].reduce((sum, { size }) => sum + size, 0)
        if (used + blob.size > quotaBytes) throw new DOMException('full', 'QuotaExceededError')
        kept.set(at, blob)
      },
      delete: async (at: string) => kept.delete(at),
      keys: async () => Array.from(kept.keys(), (at) => new Request(at)),
    }
    return { kept, shelf: createCacheShelf(async () => cache as unknown as Cache) }
  }

  it('keeps whole files, finds them again, and gives them up', async () => {
    const { shelf, kept } = fakeCache()
    const { store, server, context } = start([{ kind: 'cut', afterBytes: 900 }], { shelf })
    expect(await store.fetch(url, file, context)).toMatchObject({ kept: { where: 'cache' } })
    expect(await bytesOf(await store.fetch(url, file, context))).toEqual(content)
    expect(server.ranges).toHaveLength(2)
    expect((await store.report()).files).toMatchObject([{ keptIn: 'cache', sizeBytes: 1500 }])
    await store.forget([file.sha256])
    expect(kept.size).toBe(0)
  })

  it.each([0, 1499, 1500])(
    'with room for %i bytes lets the file come all the same',
    async (quota) => {
      const { shelf } = fakeCache(quota)
      const { store, context } = start([], { shelf })
      const fetched = await store.fetch(url, file, context)
      expect(await bytesOf(fetched)).toEqual(content)
      expect(fetched.kept).toEqual({ where: 'nowhere', why: 'storage-full' })
      expect(await store.find(url, file)).toBeUndefined()
    },
  )
})

function hundred(fault: ServerFault): ServerFault[] {
  return Array.from({ length: 100 }, () => fault)
}

it('the hash is that of the content', () => {
  expect(sha256(content)).toBe(file.sha256)
})
