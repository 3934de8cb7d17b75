import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { writeServiceWorker } from '../hosting/service-worker-plugin.ts'
import { serveStatic } from '../hosting/static-server.js'
import { badgeText } from './support/demo.ts'
import { untilGoverned } from './support/offline.ts'
import { sitePrefix } from './support/site.ts'
import { expect, test as base } from './support/test.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
/** Other devices' builds of the runtime. */
const notNeeded = /\.(asyncify|jspi)-[^/]*\.wasm$/

/** A site that was built with `--isolate`, on a host that sends no headers at all. */
const test = base.extend({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants the braces
    async ({}, use) => {
      const root = mkdtempSync(join(tmpdir(), 'vitrine-isolate-'))
      cpSync(dist, root, { recursive: true, filter: (path) => !notNeeded.test(path) })
      await writeServiceWorker(root, { isolate: true })
      const site = await serveStatic({ root, prefix: sitePrefix, headers: {} })
      await use(site)
      await site.close()
      rmSync(root, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})
test.use({ serviceWorkers: 'allow' })

function countLoads(page: Page): { count: number } {
  const loads = { count: 0 }
  page.on('framenavigated', () => loads.count++)
  return loads
}

/** A page that stays as it is: whatever reloads by itself has had its time. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
}

test('a host without headers gives threads all the same, after one reload by the page itself', async ({
  page,
  context,
  demoUrl,
}) => {
  const loads = countLoads(page)
  await page.goto(demoUrl('cifar10'))
  await expect.poll(() => loads.count).toBe(2)
  const badge = (tab: Page) => tab.getByRole('status', { name: 'Runtime' })
  await expect(badge(page)).toContainText(await badgeText(page, 'wasm', true))
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)

  const next = await context.newPage()
  const nextLoads = countLoads(next)
  await next.goto(demoUrl('cifar10'))
  await expect(badge(next)).toContainText(await badgeText(next, 'wasm', true))
  for (const tab of [page, next]) await settle(tab)
  expect([loads.count, nextLoads.count]).toEqual([2, 1])
})

test('nobody who has begun is interrupted: their page stays as it is', async ({ page }) => {
  const loads = countLoads(page)
  await page.goto('./')
  await page.locator('h1').click()
  await untilGoverned(page)
  await settle(page)
  expect(loads.count).toBe(1)
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
})
