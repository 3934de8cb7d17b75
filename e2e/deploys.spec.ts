import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { fileOf, serveDeploys, type Deploys } from './support/deploys.ts'
import { untilGoverned } from './support/offline.ts'
import { expect, test as base } from './support/test.ts'

/** G23: whatever is published, a visitor is back with at most one reload that nobody asked for. */
const test = base.extend<object, { deploys: Deploys }>({
  deploys: [
    async ({ isolated }, use) => {
      const deploys = await serveDeploys({ isolated })
      await use(deploys)
      await deploys.close()
    },
    { scope: 'worker' },
  ],
  site: [({ deploys }, use) => use(deploys.site), { scope: 'worker' }],
})

test.use({
  serviceWorkers: 'allow',
  // What goes wrong here goes wrong on purpose.
  expectedErrors:
    /Failed to (load|fetch dynamically)|MIME type|digest|ServiceWorker|SyntaxError|half a deploy/,
})
test.beforeEach(({ deploys }) => deploys.publish('first'))

const demos = (page: Page) => page.getByRole('navigation', { name: 'Demos' })
const lost = (page: Page) => page.getByRole('alert').getByText('could not be loaded')
const prompt = (page: Page) => page.getByRole('status', { name: 'Update' })

/** Which version shows: the document's and the script's, which must never differ. */
async function shown(page: Page): Promise<string> {
  await expect(demos(page)).toBeVisible()
  const html = page.locator('html')
  const document = (await html.getAttribute('data-document')) ?? 'first'
  const script = (await html.getAttribute('data-script')) ?? 'first'
  return document === script ? document : `${document} with the script of ${script}`
}

/** Counts documents that a tab loads, from now on. */
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

async function visit(page: Page): Promise<void> {
  await page.goto('./')
  await untilGoverned(page)
}

test('a tab of the old version is told of the new one, and reloads when its visitor says so', async ({
  page,
  context,
  deploys,
}) => {
  await visit(page)
  deploys.publish('second')
  const loads = countLoads(page)
  const another = await context.newPage()
  await another.goto('./')
  expect(await shown(another)).toBe('second')
  await expect(prompt(page)).toContainText('A new version is here.')
  await expect(prompt(another)).toBeEmpty()
  expect(loads.count).toBe(0)
  await prompt(page).getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => loads.count).toBe(1)
  expect(await shown(page)).toBe('second')
  await expect(prompt(page)).toBeEmpty()
  await settle(page)
  expect(loads.count).toBe(1)
})

test('a prompt that is put off is gone, and the old version stays whole without a network', async ({
  page,
  context,
  deploys,
}) => {
  await visit(page)
  deploys.publish('second')
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r?.update()))
  await prompt(page).getByRole('button', { name: 'Later' }).click()
  await expect(prompt(page)).toBeEmpty()
  await context.setOffline(true)
  await page.reload()
  expect(await shown(page)).toBe('first')
})

test.describe('a service worker', () => {
  test('that throws as it starts changes nothing, and the next one takes its place', async ({
    page,
    deploys,
  }) => {
    await visit(page)
    const breakIt = (folder: string) =>
      writeFileSync(join(folder, 'sw.js'), 'throw new Error("broken")')
    deploys.publish('second', breakIt)
    const loads = countLoads(page)
    await page.goto('./')
    expect(await shown(page)).toBe('second')
    await settle(page)
    expect(loads.count).toBe(1)
    deploys.publish('second')
    await page.goto('./')
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      return registration?.waiting?.state === 'installed'
    })
  })

  test('that answers nothing any more is replaced by the visits to its site', async ({
    page,
    deploys,
  }) => {
    const mute = `
      addEventListener('install', () => skipWaiting())
      addEventListener('activate', (event) => event.waitUntil(clients.claim()))
      addEventListener('fetch', (event) => event.respondWith(Response.error()))`
    deploys.publish('first', (folder) => writeFileSync(join(folder, 'sw.js'), mute))
    await visit(page)
    await expect(page.goto('./')).rejects.toThrow(/ERR_FAILED/)
    deploys.publish('second')
    await expect(async () => {
      await page.goto('./')
      expect(await shown(page)).toBe('second')
    }).toPass()
  })

  test('is gone, with what it kept, once the kill switch is published', async ({
    page,
    deploys,
  }) => {
    await visit(page)
    deploys.publish('second', (folder) => {
      cpSync(join(folder, 'sw-off.js'), join(folder, 'sw.js'))
    })
    const loads = countLoads(page)
    await page.goto('./')
    expect(await shown(page)).toBe('second')
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([])
    await settle(page)
    expect(loads.count).toBe(1)
  })
})

const faults: [what: string, change: (folder: string) => void][] = [
  ['without its script', (folder) => rmSync(join(folder, fileOf(folder, 'assets/index-')))],
  ['without its style', (folder) => rmSync(join(folder, fileOf(folder, 'assets/index-', '.css')))],
  ['with a script cut off', (folder) => replace(folder, 'import {')],
  ['with a script that throws', (folder) => replace(folder, 'throw new Error("half a deploy")')],
  // A page in place of a file that is missing, as hosts give that know only single pages.
  ['with a page for a script', (folder) => replace(folder, '<!doctype html>')],
]

function replace(folder: string, content: string): void {
  writeFileSync(join(folder, fileOf(folder, 'assets/index-')), content)
}

for (const [what, change] of faults) {
  test.describe(`a version published ${what}`, () => {
    test('is not shown to whom has a whole one', async ({ page, context, deploys }) => {
      await visit(page)
      deploys.publish('second', change)
      const fresh = await context.newPage()
      const loads = countLoads(fresh)
      await fresh.goto('./')
      await expect.poll(() => loads.count).toBe(2)
      expect(await shown(fresh)).toBe('first')
      await settle(fresh)
      expect(loads.count).toBe(2)
      // Nor is it tried again, by any tab, while the server has it.
      await page.reload()
      expect(await shown(page)).toBe('first')

      deploys.publish('second')
      await page.reload()
      await prompt(page).getByRole('button', { name: 'Reload' }).click()
      await expect.poll(() => shown(page)).toBe('second')
    })

    test('reloads once for a new visitor, then says so, and works when it is mended', async ({
      page,
      deploys,
    }) => {
      deploys.publish('second', change)
      const loads = countLoads(page)
      await page.goto('./')
      await expect.poll(() => loads.count).toBe(2)
      await settle(page)
      expect(loads.count).toBe(2)
      if (what !== 'without its style') await expect(lost(page)).toBeVisible()
      deploys.publish('second')
      if (what === 'without its style') await page.reload()
      else await page.getByRole('button', { name: 'Start afresh' }).click()
      expect(await shown(page)).toBe('second')
    })
  })
}

test.describe('a tab without a service worker', () => {
  test.use({ serviceWorkers: 'block' })

  test('whose worker is gone with the old version reloads once, and opens the model', async ({
    page,
    deploys,
  }) => {
    await page.goto('./')
    await expect(demos(page)).toBeVisible()
    const loads = countLoads(page)
    deploys.publish('second')
    await demos(page).getByRole('link').first().click()
    await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
    expect(await shown(page)).toBe('second')
    // The click, and the reload.
    expect(loads.count).toBe(2)
  })

  test('whose runtime is missing reloads once, and then says so', async ({ page, deploys }) => {
    deploys.publish('first', (folder) => rmSync(join(folder, fileOf(folder, 'assets/ort-cpu-'))))
    const loads = countLoads(page)
    await page.goto('./?model=cifar10')
    await expect.poll(() => loads.count).toBe(2)
    await expect(page.getByRole('alert')).toBeVisible()
    // A worker that was ended leaves its requests open for Playwright: the network is never idle again.
    await page.waitForTimeout(1500)
    expect(loads.count).toBe(2)
  })
})
