import type { Page } from '@playwright/test'
import { givePicture } from './support/demo.ts'
import { untilGoverned, untilKept } from './support/offline.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

/** G16: after one visit with one prediction, everything that it needed is here. */
test.use({ serviceWorkers: 'allow' })

const coldReloads = 20

const badge = (page: Page) => page.getByRole('status', { name: 'Runtime' })
const predictions = (page: Page) => page.getByRole('list', { name: 'Predictions' }).innerText()

/** A first visit: the service worker comes while it lasts, and keeps what was there before it. */
async function firstVisit(page: Page, url: string): Promise<{ badge: string; answer: string }> {
  await page.goto(url)
  await givePicture(page, twoColours())
  await untilGoverned(page)
  await untilKept(page, '.wasm')
  return { badge: await badge(page).innerText(), answer: await predictions(page) }
}

test.describe('without a network', () => {
  test('a demo that was visited once answers after a cold reload, with no request and as many threads', async ({
    page,
    context,
    demoUrl,
    site,
  }) => {
    test.setTimeout(300_000)
    const online = await firstVisit(page, demoUrl('cifar10'))
    await page.close()
    await context.setOffline(true)
    site.requests.length = 0
    for (let reload = 0; reload < coldReloads; reload++) {
      const cold = await context.newPage()
      await cold.goto(demoUrl('cifar10'))
      await givePicture(cold, twoColours())
      expect(await predictions(cold)).toBe(online.answer)
      expect(await badge(cold).innerText()).toBe(online.badge)
      expect(await cold.evaluate(() => crossOriginIsolated)).toBe(true)
      await cold.close()
    }
    // The browser itself looks for a new service worker, and past the network that a test has closed.
    const asked = site.requests.filter(({ path }) => !path.endsWith('/sw.js'))
    expect(asked).toEqual([])
  })

  test('the list of demos is there, and the pictures that were seen', async ({
    page,
    context,
    demoUrl,
  }) => {
    await firstVisit(page, demoUrl('cifar10'))
    await untilKept(page, 'frog.jpg')
    await context.setOffline(true)
    const cold = await context.newPage()
    await cold.goto('./')
    const demos = cold.getByRole('navigation', { name: 'Demos' }).getByRole('link')
    await expect(demos).not.toHaveCount(0)
    await cold.goto(demoUrl('cifar10'))
    const tile = cold.getByRole('button', { name: /frog/i }).locator('img')
    await expect
      .poll(() => tile.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
  })

  test.describe('and never opened before', () => {
    test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to load resource/ })

    test('a model says that it is not stored here, and comes when there is a network', async ({
      page,
      context,
      demoUrl,
    }) => {
      await firstVisit(page, demoUrl('cifar10'))
      await context.setOffline(true)
      await page.goto(demoUrl('stories'))
      await expect(page.getByRole('alert')).toContainText('This device is offline.')
      await context.setOffline(false)
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(badge(page)).toContainText('WASM')
    })

    test('not even the runtime is here, and the page says so instead of reloading', async ({
      page,
      context,
      demoUrl,
    }) => {
      await page.goto('./')
      await untilGoverned(page)
      await context.setOffline(true)
      let loads = 0
      page.on('framenavigated', () => loads++)
      await page.goto(demoUrl('cifar10'))
      await expect(page.getByRole('alert')).toContainText('This device is offline.')
      expect(loads).toBe(1)
    })
  })
})

test('a network that never answers is not waited for', async ({ page, context, site }) => {
  await page.goto('./')
  await untilGoverned(page)
  await context.route(site.url, () => {})
  await context.route('**/models/index.json', () => {})
  const cold = await context.newPage()
  await cold.goto('./')
  await expect(cold.getByRole('navigation', { name: 'Demos' }).getByRole('link')).not.toHaveCount(0)
  await context.unrouteAll({ behavior: 'ignoreErrors' })
})

test('the page can be installed', async ({ page, context }) => {
  await page.goto('./')
  await untilGoverned(page)
  const devtools = await context.newCDPSession(page)
  const { data = '', errors } = await devtools.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { icons } = JSON.parse(data) as { icons: { src: string; type: string; sizes: string }[] }
  for (const { src, sizes } of icons.filter(({ type }) => type === 'image/png')) {
    const size = await page.evaluate(async (url) => {
      const image = new Image()
      image.src = url
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    }, src)
    expect(size, src).toBe(sizes)
  }
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // Tests run in private windows, where nothing can be installed.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')
  expect(others).toEqual([])
})
