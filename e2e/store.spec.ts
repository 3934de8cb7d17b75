/** The store as a visitor meets it: the whole site, on a server that does wrong. */
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { headersOf } from '../hosting/headers.js'
import { givePicture } from './support/demo.ts'
import { serveFaults, type Fault, type FaultServer } from './support/fault-server.ts'
import { twoColours } from './support/png.ts'
import { sitePrefix } from './support/site.ts'
import { expect, test as base } from './support/test.ts'

const test = base.extend<object, { site: FaultServer }>({
  site: [
    async ({ isolated }, use) => {
      const root = fileURLToPath(new URL('../dist', import.meta.url))
      const site = await serveFaults({
        root,
        prefix: sitePrefix,
        headersOf: headersOf({ isolated }),
      })
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

// What the browser itself writes of refused requests and cut connections.
test.use({ expectedErrors: /Failed to load resource|net::ERR/ })

const weights = 'models/cifar10/model.onnx'
const sizeBytes = 1_657_670
const tenth = Math.round(sizeBytes / 10)

test.beforeEach(({ site }) => {
  site.heal()
})

async function expectPredictions(page: Page) {
  await givePicture(page, twoColours())
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
}

/** Remembers every value that a progress bar shows. */
async function watchProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const seen: number[] = []
    Object.assign(globalThis, { seenProgress: seen })
    const look = () => {
      const now = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      if (now !== null && now !== undefined && seen.at(-1) !== Number(now)) seen.push(Number(now))
    }
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
    })
  })
  return () =>
    page.evaluate(() => (globalThis as unknown as { seenProgress: number[] }).seenProgress)
}

test('a download that is cut nine times finishes alone, asks for nothing twice, and never goes back', async ({
  page,
  site,
  demoUrl,
}) => {
  const progress = await watchProgress(page)
  site.fail(
    weights,
    ...Array.from({ length: 9 }, () => ({ kind: 'close-cut', afterBytes: tenth }) as const),
  )
  await page.goto(demoUrl('cifar10'))
  await expectPredictions(page)
  expect(site.sentBytes(weights)).toBe(sizeBytes)
  const seen = await progress()
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1) ?? 100).toBeLessThanOrEqual(100)
})

test('a model that was opened once is not downloaded again', async ({ page, site, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  await expectPredictions(page)
  site.requests.length = 0
  await page.reload()
  await expectPredictions(page)
  expect(site.sentBytes(weights)).toBe(0)
})

test('a visitor who reloads half-way finds what has come', async ({ page, site, demoUrl }) => {
  site.fail(weights, { kind: 'hold', afterBytes: 5 * tenth, until: new Promise(() => {}) })
  await page.goto(demoUrl('cifar10'))
  const bar = page.getByRole('progressbar', { name: 'Loading model' })
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')))
    .toBeGreaterThanOrEqual(49)
  await page.reload()
  await expectPredictions(page)
  expect(site.sentBytes(weights)).toBeLessThanOrEqual(1.01 * sizeBytes)
})

test('five tabs of the same model download it once', async ({ page, context, site, demoUrl }) => {
  const pages = [page, ...(await Promise.all([1, 2, 3, 4].map(() => context.newPage())))]
  await Promise.all(pages.map((each) => each.goto(demoUrl('cifar10'))))
  for (const each of pages) {
    await expect(each.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
  }
  expect(site.sentBytes(weights)).toBe(sizeBytes)
})

test.describe('a server that does wrong', () => {
  const html = { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Log in' }
  const faults: [
    what: string,
    fault: Omit<Extract<Fault, { kind: 'answer' }>, 'kind'>,
    sentence: string,
  ][] = [
    ['a web page', { status: 200, ...html }, 'The server sent a web page instead of the model.'],
    [
      'a Git LFS pointer',
      { status: 200, body: 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n' },
      'This is a Git LFS pointer, not the model.',
    ],
    ['JSON', { status: 200, body: '{"error":"Gated repository."}' }, 'says: Gated repository.'],
    ['a refusal', { status: 403 }, 'The server does not give this file out.'],
    ['nothing', { status: 200 }, 'A file of the model is empty.'],
  ]
  test('is named, and once it is healed “Try again” is all it takes', async ({
    page,
    site,
    demoUrl,
  }) => {
    for (const [what, fault, sentence] of faults) {
      site.failAlways(weights, { kind: 'answer', ...fault })
      await page.goto(demoUrl('cifar10'))
      await expect(page.getByRole('alert'), what).toContainText(sentence)
      site.heal()
    }
    await page.getByRole('button', { name: 'Try again' }).click()
    await expectPredictions(page)
  })
})

test('a full disk costs no prediction, and with room the model is saved the next time', async ({
  page,
  context,
  site,
  demoUrl,
}) => {
  const cdp = await context.newCDPSession(page)
  const { origin } = site
  for (const share of [0, 0.1, 0.5, 0.99]) {
    const quotaSize = Math.max(1, Math.round(share * sizeBytes))
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
    await page.goto(demoUrl('cifar10'))
    await expectPredictions(page)
    await expect(page.getByText('the storage of this browser is full').first()).toBeVisible()
  }
  await cdp.send('Storage.overrideQuotaForOrigin', { origin })
  await page.reload()
  await expectPredictions(page)
  site.requests.length = 0
  await page.reload()
  await expectPredictions(page)
  expect(site.sentBytes(weights)).toBe(0)
})

test('what the browser evicts is downloaded again without a word', async ({
  page,
  context,
  site,
  demoUrl,
}) => {
  const cdp = await context.newCDPSession(page)
  const evict = () =>
    cdp.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'all' })
  await page.goto(demoUrl('cifar10'))
  await expectPredictions(page)
  await evict()
  // The model in memory goes on.
  await expectPredictions(page)
  site.requests.length = 0
  await page.reload()
  await expectPredictions(page)
  expect(site.sentBytes(weights)).toBe(sizeBytes)
})
