/** The store by itself in a real browser: real storage, real tabs, a server that does wrong. */
import type { CDPSession, Page } from '@playwright/test'
import type { ErrorCode } from '../src/protocol/errors.ts'
import type { Fault } from './support/fault-server.ts'
import { modelPath, serveStorePage, type StorePage } from './support/store-page.ts'
import { expect, test as base } from './support/test.ts'
import type { StaticServer } from '../hosting/static-server.js'
import type { StoreTool } from './tools/store.ts'
import type { ToolOptions } from './tools/store-worker.ts'

declare const storeTool: StoreTool

const test = base.extend<object, { site: StaticServer; at: StorePage }>({
  at: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const at = await serveStorePage()
      await use(at)
      await Promise.all([at.server.close(), at.hub.close()])
    },
    { scope: 'worker' },
  ],
  site: [({ at }, use) => use(at.server), { scope: 'worker' }],
})

// Cut connections and refused requests are written to the console by the browser itself.
test.use({ expectedErrors: /Failed to load resource|net::ERR|CORS policy/ })

test.beforeEach(async ({ page, at }) => {
  at.server.heal()
  await page.goto('./')
})

type Fetched = Awaited<ReturnType<StoreTool['fetch']>>

interface More {
  readonly abortAtBytes?: number
  readonly from?: string
}

interface Tool {
  fetch(more?: More, options?: ToolOptions): Promise<Fetched>
  /** Begins to fetch, and resolves when so many bytes are here. */
  begin(untilBytes: number): Promise<void>
  /** What came of it. */
  end(): Promise<Fetched | undefined>
  clear(): Promise<void>
  quota(bytes?: number): Promise<void>
}

async function toolOn(page: Page, { server, file }: StorePage): Promise<Tool> {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const { origin } = server
  return {
    fetch: ({ from = server.url, ...more } = {}, options = {}) =>
      page.evaluate(([args, how]) => storeTool.fetch(args, how), [
        { url: from + modelPath, file, ...more },
        options,
      ] as const),
    begin: (untilBytes) =>
      page.evaluate(([args, until]) => storeTool.begin(args, {}, until), [
        { url: server.url + modelPath, file },
        untilBytes,
      ] as const),
    end: () => page.evaluate(() => storeTool.end()),
    async clear() {
      await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    },
    async quota(quotaSize) {
      await cdp.send('Storage.overrideQuotaForOrigin', {
        origin,
        ...(quotaSize !== undefined && { quotaSize }),
      })
    },
  }
}

/** What a bar would show: never back, never past its end. */
function expectHonestProgress({ progress }: Fetched, sizeBytes: number) {
  expect(Math.max(...progress)).toBeLessThanOrEqual(sizeBytes)
  expect(progress.at(-1)).toBe(sizeBytes)
}

test('a download cut at a hundred places, each time, comes whole and asks for nothing twice', async ({
  page,
  at,
}) => {
  const { server, file } = at
  const tool = await toolOn(page, at)
  const tenths = Array.from({ length: 9 }, (_, i) => Math.round(((i + 1) * file.sizeBytes) / 10))
  const places = [...tenths, ...randomNumbers(100, file.sizeBytes)]
  let sentBytes = 0
  for (const afterBytes of places) {
    server.requests.length = 0
    let go = () => {}
    const when = new Promise<void>((resolve) => (go = resolve))
    server.fail(modelPath, { kind: 'cut', afterBytes, when })
    // The first bytes are looked at before any is kept.
    if (afterBytes < 512) go()
    await tool.begin(Math.max(1, afterBytes))
    go()
    const result = await tool.end()
    if (result === undefined) throw new Error('not begun')
    expect(result, `cut after ${afterBytes} bytes`).toMatchObject({
      status: 'here',
      sha256: file.sha256,
      verified: true,
      kept: { where: 'opfs' },
      wasStored: false,
    })
    expectHonestProgress(result, file.sizeBytes)
    sentBytes += server.sentBytes(modelPath)
    await page.evaluate((key) => storeTool.forget([key]), file.sha256)
  }
  const twice = sentBytes / (places.length * file.sizeBytes) - 1
  expect(twice, 'share of bytes fetched twice').toBeLessThanOrEqual(0.01)
})

test('a download whose tab was killed is resumed by the next', async ({ page, at }) => {
  const { server, file } = at
  const tool = await toolOn(page, at)
  for (const tenth of [1, 3, 5, 7, 9]) {
    server.requests.length = 0
    const afterBytes = Math.round((tenth * file.sizeBytes) / 10)
    server.fail(modelPath, { kind: 'stall', afterBytes })
    await tool.begin(afterBytes)
    // By turns: the worker ends, the page is loaded again.
    if (tenth % 4 === 1) await page.evaluate(() => storeTool.kill())
    else await page.reload()
    expect(await tool.fetch()).toMatchObject({ status: 'here', sha256: file.sha256 })
    expect(server.sentBytes(modelPath) / file.sizeBytes).toBeLessThanOrEqual(1.01)
    expect(server.requests.at(-1)?.range).toBe(`bytes=${afterBytes}-`)
    await page.evaluate((key) => storeTool.forget([key]), file.sha256)
  }
})

const half = 800_000
const answers = (
  status: number,
  more: Omit<Extract<Fault, { kind: 'answer' }>, 'kind' | 'status'> = {},
): Fault => ({
  kind: 'answer',
  status,
  ...more,
})
const cut: Fault = { kind: 'close-cut', afterBytes: half }
const html = { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Log in' }

/** 23 of them; the twenty-fourth, an http link on an https page, is refused before anything is asked: see links/. */
const faults: [what: string, faults: Fault[], expected: 'here' | ErrorCode][] = [
  ['a web page', [answers(200, html)], 'file-is-web-page'],
  [
    'a Git LFS pointer',
    [answers(200, { body: 'version https://git-lfs.github.com/spec/v1\n' })],
    'file-is-lfs-pointer',
  ],
  ['JSON', [answers(200, { body: '{"error":"gated"}' })], 'file-is-json'],
  ['401', [answers(401)], 'file-forbidden'],
  ['403', [answers(403)], 'file-forbidden'],
  ['404', [answers(404, html)], 'file-missing'],
  ['416 to the rest', [cut, answers(416)], 'here'],
  ['429 with Retry-After', [answers(429, { headers: { 'Retry-After': '0' } })], 'here'],
  ['500', [answers(500)], 'here'],
  [
    '503 for ever',
    Array.from({ length: 6 }, () => answers(503, { headers: { 'Retry-After': '0' } })),
    'file-busy',
  ],
  [
    'a redirect to a login page',
    [answers(302, { headers: { Location: '/index.html' } })],
    'file-is-web-page',
  ],
  ['the whole for a part', [cut, { kind: 'ignore-range' }], 'here'],
  ['another part', [cut, { kind: 'other-range' }], 'here'],
  ['a part of another version', [cut, { kind: 'other-etag' }], 'here'],
  ['a body cut without a sign', [{ kind: 'close-cut', afterBytes: half }], 'here'],
  ['a gzip stream cut without a sign', [{ kind: 'gzip-cut', afterBytes: half }], 'here'],
  ['a reset', [{ kind: 'reset', afterBytes: half }], 'here'],
  ['a stall', [{ kind: 'stall', afterBytes: half }], 'here'],
  ['a slow drip', [{ kind: 'drip', pieces: 10, everyMs: 20 }], 'here'],
  ['another length', [{ kind: 'wrong-length' }], 'file-damaged'],
  ['nothing at all', [answers(200)], 'file-empty'],
  ['the first part again', [cut, { kind: 'duplicate-part' }], 'here'],
  ['gzip', [{ kind: 'gzip' }], 'here'],
]

for (const storage of ['best', 'cache', 'memory'] as const) {
  test(`a server that does wrong is coped with or named, and forgotten once it is healed (${storage})`, async ({
    page,
    at,
  }) => {
    const { server, file } = at
    const tool = await toolOn(page, at)
    for (const [what, planned, expected] of faults) {
      server.heal()
      // In memory mode what is wrong is asked for once more, past the browser's own cache.
      const isTwice = storage === 'memory' && expected !== 'here'
      server.fail(modelPath, ...planned, ...(isTwice ? planned : []))
      const result = await tool.fetch({}, { storage, stallMs: 400 })
      expect(result.status === 'here' ? 'here' : result.code, what).toBe(expected)
      if (result.status === 'here') {
        expect(result.sha256, what).toBe(file.sha256)
        expectHonestProgress(result, file.sizeBytes)
      } else {
        const report = await page.evaluate((options) => storeTool.report(options), { storage })
        expect(report, `${what} is not kept`).toMatchObject({ files: [], partialBytes: 0 })
      }
      server.heal()
      const healed = await tool.fetch({}, { storage })
      expect(healed, `${what}, healed`).toMatchObject({ status: 'here', sha256: file.sha256 })
      await page.evaluate(([key, options]) => storeTool.forget([key], options), [
        file.sha256,
        { storage },
      ] as const)
      expect(await tool.clear()).toBeUndefined()
    }
  })
}

test.describe('another site', () => {
  // These tests are about requests to it.
  test.afterEach(({ complaints }) => void (complaints.foreignRequests.length = 0))

  test('that lets nobody read its answers is named; one that hides its headers is coped with', async ({
    page,
    at,
  }) => {
    const { hub, file } = at
    const tool = await toolOn(page, at)
    hub.heal()
    hub.failAlways(modelPath, answers(200, { headers: { 'Access-Control-Allow-Origin': 'null' } }))
    expect(await tool.fetch({ from: hub.url })).toMatchObject({
      status: 'failed',
      code: 'file-blocked',
      facts: { host: new URL(hub.origin).host },
    })
    hub.heal()
    hub.requests.length = 0
    hub.fail(modelPath, cut, { kind: 'gzip-cut', afterBytes: half })
    const result = await tool.fetch({ from: hub.url })
    expect(result).toMatchObject({ status: 'here', sha256: file.sha256 })
    // A plain range asks no permission first.
    expect(hub.requests.map(({ method }) => method)).not.toContain('OPTIONS')
    expect(hub.sentBytes(modelPath)).toBe(file.sizeBytes)
  })
})

for (const storage of ['best', 'cache'] as const) {
  test(`with too little room the file comes all the same, and is saved when there is more (${storage})`, async ({
    page,
    at,
  }) => {
    const tool = await toolOn(page, at)
    for (const share of [0, 0.1, 0.5, 0.99]) {
      await tool.quota(Math.max(1, Math.round(at.file.sizeBytes * share)))
      const result = await tool.fetch({}, { storage })
      expect(result, `${share * 100} %`).toMatchObject({
        status: 'here',
        sha256: at.file.sha256,
        kept: { where: 'nowhere', why: 'storage-full' },
      })
      expectHonestProgress(result, at.file.sizeBytes)
      await tool.quota()
      expect(await tool.fetch({}, { storage }), `${share * 100} %, lifted`).toMatchObject({
        status: 'here',
        kept: { where: storage === 'best' ? 'opfs' : 'cache' },
      })
      await tool.clear()
    }
  })
}

test('what the browser evicts at any point is never given out wrong', async ({ page, at }) => {
  const { server, file } = at
  const tool = await toolOn(page, at)
  for (const tenth of [0, 1, 3, 5, 7, 9]) {
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    const afterBytes = Math.round((tenth * file.sizeBytes) / 10)
    server.heal()
    server.requests.length = 0
    server.fail(modelPath, { kind: 'hold', afterBytes, until })
    await tool.begin(afterBytes)
    await tool.clear()
    go()
    expect(await tool.end(), `evicted at ${tenth}0 %`).toMatchObject({
      status: 'here',
      sha256: file.sha256,
    })
    expect(await tool.fetch()).toMatchObject({ status: 'here', sha256: file.sha256 })
    await tool.clear()
    const again = await tool.fetch()
    expect(again).toMatchObject({ status: 'here', sha256: file.sha256, wasStored: false })
    await tool.clear()
  }
})

test('five tabs download once; when the one that does is closed, another goes on', async ({
  page,
  context,
  at,
}) => {
  const { server, file } = at
  const pages = [page]
  while (pages.length < 5) {
    const other = await context.newPage()
    await other.goto('./')
    pages.push(other)
  }
  server.requests.length = 0
  const tools = await Promise.all(pages.map((each) => toolOn(each, at)))
  const results = await Promise.all(tools.map((tool) => tool.fetch()))
  for (const result of results)
    expect(result).toMatchObject({ status: 'here', sha256: file.sha256 })
  expect(server.sentBytes(modelPath)).toBe(file.sizeBytes)

  await tools[0]?.clear()
  server.requests.length = 0
  const afterBytes = Math.round(file.sizeBytes / 2)
  server.fail(modelPath, { kind: 'hold', afterBytes, until: new Promise(() => {}) })
  await tools[0]?.begin(afterBytes)
  const followers = Promise.all(tools.slice(1).map((tool) => tool.fetch()))
  // Time for all four to ask: one that came after the leader has gone would not have to wait.
  await pages[1]?.waitForTimeout(1000)
  await page.close()
  const after = await followers
  for (const result of after) {
    expect(result).toMatchObject({ status: 'here', sha256: file.sha256 })
    expect(result.waits[0]).toBe('other-tab')
  }
  expect(server.sentBytes(modelPath) / file.sizeBytes).toBeLessThanOrEqual(1.01)
})

/** Always the same ones, so that a failure can be seen again. */
function randomNumbers(count: number, below: number): number[] {
  let state = 20_261_120
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  })
}
