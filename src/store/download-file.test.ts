import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../protocol/errors.ts'
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

// More than `muchBytes` of retries.ts, so that cuts are taken up at once; in chunks as a network has them.
const content = someBytes(200_000)
const file = describeFile(content)
const url = `${pageOrigin}/models/a/model.onnx`
const elsewhere = 'https://hub.example/a/model.onnx'
const chunkBytes = 1000

function start(
  faults: readonly ServerFault[] = [],
  opfs = createFakeOpfs(),
  chunks = { chunkBytes },
) {
  const server = createFakeFileServer(content, faults, chunks)
  return { server, ...storeUnderTest(server, { opfs }), ...listening() }
}

const always = (fault: ServerFault) => Array.from({ length: 50 }, () => fault)

async function hashOf({ blob }: { blob: Blob }) {
  return sha256(new Uint8Array(await blob.arrayBuffer()))
}

const page = '<!doctype html><title>Log in</title>'

describe('a download that is cut', () => {
  it('goes on where it stopped, asking for nothing twice', async () => {
    const cuts = Array.from({ length: 9 }, () => ({ kind: 'cut', afterBytes: 20_000 }) as const)
    const { store, server, context, loadedBytes } = start(cuts)
    expect(await hashOf(await store.fetch(url, file, context))).toBe(file.sha256)
    expect(server.sentBytes).toBe(content.length)
    expect(server.ranges[9]).toBe('bytes=180000-')
    expect(loadedBytes.at(-1)).toBe(content.length)
  })

  it('past a good deal is taken up at once, else after 1, 2, 4, 8, 16 seconds', async () => {
    const dead = always({ kind: 'unreachable' })
    const { store, context, sleptMs, waits } = start([{ kind: 'cut', afterBytes: 80_000 }, ...dead])
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({
      code: 'file-unreachable',
      facts: { path: 'model.onnx' },
    })
    expect(sleptMs).toEqual([1, 2, 4, 8, 16])
    expect(waits.filter((wait) => wait?.for === 'retry')).toHaveLength(5)
    expect(waits.at(-1)).toBeUndefined()
  })

  it('is resumed by the next worker, on another visit', async () => {
    const gone = [{ kind: 'cut', afterBytes: 150_000 } as const, ...always({ kind: 'unreachable' })]
    const { store, opfs, context } = start(gone)
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({
      code: 'file-unreachable',
    })
    const next = start([], opfs)
    expect(await hashOf(await next.store.fetch(url, file, next.context))).toBe(file.sha256)
    expect(next.server.ranges).toEqual(['bytes=150000-'])
    expect(next.server.caches).toEqual(['no-store'])
    expect(next.loadedBytes[0]).toBe(150_000)
  })

  it('because the visitor cancelled it keeps what has come', async () => {
    const { store, server, opfs } = start()
    const controller = new AbortController()
    const { context } = listening(controller.signal)
    const cancelling = {
      ...context,
      onBytes: (bytes: number) => bytes >= 100_000 && controller.abort(),
    }
    await expect(store.fetch(url, file, cancelling)).rejects.toMatchObject({ code: 'aborted' })
    const sent = server.sentBytes
    const next = start([], opfs)
    expect(await hashOf(await next.store.fetch(url, file, next.context))).toBe(file.sha256)
    expect(sent + next.server.sentBytes).toBeLessThanOrEqual(content.length + 2 * chunkBytes)
  })

  it.each(['ends-early', 'gzip-cut'] as const)('without an error (%s) is noticed', async (kind) => {
    const { store, server, context } = start([{ kind, afterBytes: 90_000 }])
    expect(await hashOf(await store.fetch(url, file, context))).toBe(file.sha256)
    expect(server.sentBytes).toBe(content.length)
  })

  it('without an error is noticed even where neither size nor hash is known', async () => {
    const { store, server, context } = start([{ kind: 'ends-early', afterBytes: 90_000 }])
    const fetched = await store.fetch(url, { path: 'model.onnx' }, context)
    expect(await hashOf(fetched)).toBe(file.sha256)
    // The last of them found that nothing was left.
    expect(server.ranges).toEqual([undefined, 'bytes=90000-', 'bytes=200000-'])
  })

  it('of a file that has changed since, without a hash to tell, is begun anew', async () => {
    const hidden = { path: 'model.onnx' }
    const { store, opfs, context, server } = start([
      { kind: 'cut', afterBytes: 70_000 },
      ...always({ kind: 'unreachable' }),
    ])
    await store.fetch(url, hidden, context).catch(() => {})
    server.content = someBytes(190_000)
    // Its ETag says that what is left on the server belongs to another file.
    const next = start([], opfs)
    next.server.content = server.content
    expect(await hashOf(await next.store.fetch(url, hidden, next.context))).toBe(
      sha256(server.content),
    )
  })
})

describe('a server that', () => {
  it.each<[string, ServerFault, ServerFault[]]>([
    ['sends everything again', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'ignores-range' }]],
    ['sends another part', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'other-range' }]],
    [
      'sends the first part again',
      { kind: 'cut', afterBytes: 90_000 },
      [{ kind: 'duplicate-part' }],
    ],
    ['says the file has changed', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'other-etag' }]],
    ['sends a flipped bit in a part', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'flipped' }]],
    ['sends too much of a part', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'too-long' }]],
    ['shows no headers', { kind: 'cut', afterBytes: 90_000 }, [{ kind: 'hidden-headers' }]],
    ['compresses', { kind: 'gzip' }, []],
    [
      'fails five times',
      { kind: 'status', status: 500 },
      always({ kind: 'status', status: 500 }).slice(0, 4),
    ],
    ['stalls', { kind: 'stall', afterBytes: 50_000 }, [{ kind: 'stall', afterBytes: 0 }]],
  ])('%s is coped with', async (_, first, then) => {
    const { store, server, context, loadedBytes } = start([first, ...then])
    expect(await hashOf(await store.fetch(url, file, context))).toBe(file.sha256)
    expect(loadedBytes.at(-1)).toBe(content.length)
    expect(Math.max(...loadedBytes)).toBe(content.length)
    expect(server.faults).toEqual([])
  })

  it.each<[ErrorCode, ServerFault, object]>([
    ['file-missing', { kind: 'status', status: 404 }, {}],
    ['file-missing', { kind: 'status', status: 410 }, {}],
    ['file-forbidden', { kind: 'status', status: 401 }, { status: 401 }],
    ['file-forbidden', { kind: 'status', status: 403 }, { status: 403 }],
    ['file-forbidden', { kind: 'status', status: 407 }, { status: 407 }],
    ['file-unreachable', { kind: 'status', status: 400 }, { status: 400 }],
    ['file-is-web-page', { kind: 'instead', body: page }, {}],
    ['file-is-web-page', { kind: 'instead', body: page, type: 'application/octet-stream' }, {}],
    [
      'file-is-lfs-pointer',
      { kind: 'instead', body: 'version https://git-lfs.github.com/spec/v1' },
      {},
    ],
    ['file-is-json', { kind: 'instead', body: '{"error":"Gated."}' }, { says: 'Gated' }],
    [
      'file-is-other-format',
      { kind: 'instead', body: 'GGUF\0\0' },
      { found: 'a GGUF model (llama.cpp)' },
    ],
    ['file-empty', { kind: 'instead', body: '' }, {}],
    ['file-damaged', { kind: 'flipped' }, { problem: 'its hash differs' }],
    ['file-damaged', { kind: 'too-long' }, { problem: 'more than its 200,000 bytes came' }],
  ])(
    'makes it %s (%j) is named at once, nothing is kept of it, and healed it is forgotten',
    async (code, fault, facts) => {
      const { store, server, context, sleptMs, opfs } = start([fault])
      await expect(store.fetch(url, file, context)).rejects.toMatchObject({
        code,
        facts: { path: 'model.onnx', ...facts },
      })
      expect(sleptMs).toEqual([])
      expect([...opfs.files.values()].filter(({ length }) => length > 0)).toEqual([])
      expect(await hashOf(await store.fetch(url, file, context))).toBe(file.sha256)
      expect(server.ranges).toEqual([undefined, undefined])
    },
  )

  it('sends a file of another length is not listened to', async () => {
    const { store, server, context } = start()
    server.content = someBytes(123_456)
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({
      code: 'file-damaged',
      facts: { problem: '123,456 of 200,000 bytes came' },
    })
    expect(server.sentBytes).toBeLessThan(2 * chunkBytes)
  })

  it.each([
    ['login page', { kind: 'instead', body: page }, 'file-is-web-page'],
    ['404', { kind: 'status', status: 404 }, 'file-missing'],
  ] as const)(
    'puts a %s in the way of a resumed download does not cost what has come',
    async (_, fault, code) => {
      const { store, server, context } = start([{ kind: 'cut', afterBytes: 150_000 }, fault])
      await expect(store.fetch(url, file, context)).rejects.toMatchObject({ code })
      expect(await hashOf(await store.fetch(url, file, context))).toBe(file.sha256)
      expect(server.ranges).toEqual([undefined, 'bytes=150000-', 'bytes=150000-'])
    },
  )

  it('is busy is asked again when it says, and named after five times', async () => {
    const busy: ServerFault = { kind: 'status', status: 429, retryAfter: '7' }
    const { store, context, sleptMs, waits } = start(always(busy))
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({
      code: 'file-busy',
      facts: { status: 429 },
    })
    expect(sleptMs).toEqual([7000, 7000, 7000, 7000, 7000])
    expect(waits[0]).toEqual({ for: 'retry', seconds: 7 })
  })

  it.each([
    ['0', [0]],
    [undefined, [1]],
    ['Thu, 01 Jan 1970 00:16:50 GMT', [10_000]],
  ])('is busy and says Retry-After: %s is waited for as it wishes', async (retryAfter, slept) => {
    const fault = { kind: 'status', status: 503, ...(retryAfter && { retryAfter }) } as const
    const { store, context, sleptMs } = start([fault])
    await store.fetch(url, file, context)
    expect(sleptMs).toEqual(slept.filter((ms) => ms > 0))
  })

  it('asks for an hour is not waited for', async () => {
    const { store, context, sleptMs } = start([{ kind: 'status', status: 503, retryAfter: '3600' }])
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({ code: 'file-busy' })
    expect(sleptMs).toEqual([])
  })

  it('never sends a byte is said to have stalled', async () => {
    const { store, context } = start(always({ kind: 'stall', afterBytes: 0 }))
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({ code: 'file-stalled' })
  })

  it('cuts every download short and knows no ranges is given up in the end', async () => {
    const { server, context } = start(always({ kind: 'ends-early', afterBytes: 90_000 }))
    const rangeless = (from: string, init: RequestInit) =>
      server.fetch(from, { ...init, headers: {} })
    const { store } = storeUnderTest({ ...server, fetch: rangeless })
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({ code: 'file-damaged' })
    expect(server.sentBytes).toBeLessThan(8 * content.length)
  })
})

describe('the network', () => {
  it('that is not there is named at once', async () => {
    const { store, context, world, sleptMs } = start(always({ kind: 'unreachable' }))
    world.isOnline = false
    await expect(store.fetch(url, file, context)).rejects.toMatchObject({
      code: 'offline',
      facts: { path: 'model.onnx' },
    })
    expect(sleptMs).toEqual([])
  })

  it('of another site that was never heard of is probably blocked: said after the second try', async () => {
    const { store, context, sleptMs } = start(always({ kind: 'unreachable' }))
    await expect(store.fetch(elsewhere, file, context)).rejects.toMatchObject({
      code: 'file-blocked',
      facts: { path: 'model.onnx', host: 'hub.example' },
      detail: 'TypeError: Failed to fetch',
    })
    expect(sleptMs).toEqual([1])
  })

  it('of another site that has answered before is only unreachable', async () => {
    const faults: ServerFault[] = [{ kind: 'cut', afterBytes: 10_000 }]
    const { store, context } = start([...faults, ...always({ kind: 'unreachable' })])
    await expect(store.fetch(elsewhere, file, context)).rejects.toMatchObject({
      code: 'file-unreachable',
    })
  })
})

describe('any sequence of faults', () => {
  const bytes = fc.integer({ min: 0, max: 200_000 })
  const anyFault = fc.oneof(
    fc.record({ kind: fc.constantFrom('cut', 'ends-early', 'gzip-cut'), afterBytes: bytes }),
    fc.record({
      kind: fc.constant('status'),
      status: fc.constantFrom(401, 404, 429, 500, 503),
      retryAfter: fc.constantFrom('0', '1'),
    }),
    fc.record({ kind: fc.constant('instead'), body: fc.constantFrom(page, '', '{"error":"x"}') }),
    fc.record({
      kind: fc.constantFrom(
        'unreachable',
        'ignores-range',
        'other-range',
        'duplicate-part',
        'too-long',
        'other-etag',
        'gzip',
        'hidden-headers',
        'flipped',
      ),
    }),
  ) as fc.Arbitrary<ServerFault>

  const named: readonly ErrorCode[] = [
    'file-missing',
    'file-forbidden',
    'file-busy',
    'file-blocked',
    'file-unreachable',
    'file-damaged',
    'file-empty',
    'file-is-web-page',
    'file-is-json',
  ]

  it('ends as the right bytes or a named error, is healed by trying again, and shows honest progress', async () => {
    const faultsOfAVisit = fc.array(anyFault, { maxLength: 8 })
    const where = fc.constantFrom(url, elsewhere)
    const property = fc.asyncProperty(faultsOfAVisit, where, bytes, async (faults, from, quota) => {
      const opfs = createFakeOpfs()
      // Every other time storage is too small.
      if (quota % 2 === 0) opfs.quotaBytes = quota
      const visit = start(faults, opfs, { chunkBytes: 9000 })
      const outcome = await visit.store.fetch(from, file, visit.context).then(
        async (fetched) => hashOf(fetched),
        (error: { code: ErrorCode }) => error.code,
      )
      expect([file.sha256, ...named]).toContain(outcome)
      const isWhole = visit.loadedBytes.at(-1) === file.sizeBytes
      expect(outcome !== file.sha256 || isWhole).toBe(true)
      expect(Math.max(0, ...visit.loadedBytes)).toBeLessThanOrEqual(file.sizeBytes)

      opfs.quotaBytes = Infinity
      const healed = start([], opfs, { chunkBytes: 9000 })
      const fetched = await healed.store.fetch(from, file, healed.context)
      expect(await hashOf(fetched)).toBe(file.sha256)
      expect(fetched.kept).toEqual({ where: 'opfs' })
      expect(healed.loadedBytes.at(-1)).toBe(file.sizeBytes)
    })
    await fc.assert(property, { numRuns: 300, seed: 11 })
  }, 60_000)
})
