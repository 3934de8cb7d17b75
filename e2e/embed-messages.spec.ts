import type { Frame, Page } from '@playwright/test'
import { expectOnly, test } from './support/embed-test.ts'
import { elementPage, framePage, parents } from './support/embed.ts'
import { twoColours } from './support/png.ts'
import { expect } from './support/test.ts'

/** What has come to the page around. */
interface Heard {
  readonly messages: readonly { readonly origin: string; readonly data: Record<string, unknown> }[]
  readonly heights: readonly number[]
}

const asked = '?model=cifar10&runtime=wasm'

/** Notes all that comes to the window of a page. */
function listen(page: Page) {
  return page.addInitScript(() => {
    if (parent !== window) return
    const heard: Heard = { messages: [], heights: [] }
    Object.assign(window, { heard })
    window.addEventListener('message', ({ origin, data }) =>
      (heard.messages as unknown[]).push({ origin, data }),
    )
  })
}

/** Frames the demo and says hello. */
async function greet(page: Page, src: string): Promise<Frame> {
  await page.evaluate(async (address) => {
    const frame = document.createElement('iframe')
    frame.style.cssText = 'width: 600px; height: 300px'
    frame.src = address
    document.body.replaceChildren(frame)
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve)
    })
    const { port1, port2 } = new MessageChannel()
    const { heard } = window as unknown as { heard: { heights: number[] } }
    port1.addEventListener('message', ({ data }) => heard.heights.push(data.height))
    port1.start()
    const hello = { source: 'vitrine-host', version: 1, type: 'hello' }
    frame.contentWindow?.postMessage(hello, new URL(address).origin, [port2])
  }, src)
  return page.frames()[1]!
}

/** No room is left below the demo, and nothing is cut off. */
function expectFitting(frame: Frame) {
  const spare = () =>
    frame.evaluate(() => {
      const { height } = document.getElementById('root')!.getBoundingClientRect()
      return Math.ceil(height) - innerHeight
    })
  return expect.poll(spare).toBe(0)
}

const heardBy = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard)

async function give(frame: Frame) {
  await frame.getByLabel('Image', { exact: true }).setInputFiles(twoColours())
  await expect(frame.getByText('PNG, 64 × 64')).toBeVisible()
  await expect(frame.locator('[aria-busy=true]')).toHaveCount(0)
}

test('a listed page hears what the demo answers, as Copy JSON copies it, and what goes wrong', async ({
  page,
  embedded,
  complaints,
  site,
}) => {
  await listen(page)
  await page.goto(embedded.listed + framePage)
  const frame = page.frames()[1]!
  const logged = page.waitForEvent('console', (message) => message.text().startsWith('cifar10 '))
  await give(frame)
  await logged
  await expectFitting(frame)
  const about = { source: 'vitrine', version: 1 }
  await expect
    .poll(async () => (await heardBy(page)).messages.map(({ data }) => data['type']))
    .toEqual(['ready', 'prediction'])
  const { messages } = await heardBy(page)
  expect(messages.map(({ origin }) => origin)).toEqual([site.origin, site.origin])
  expect(messages[0]?.data).toEqual({ ...about, type: 'ready', provider: 'wasm', threads: 1 })
  const task = 'image-classification'
  const shown = await frame.getByRole('list', { name: 'Predictions' }).getByRole('meter').all()
  const predictions = await Promise.all(
    shown.map(async (meter) => ({
      class: await meter.getAttribute('aria-label'),
      prob: expect.closeTo(Number(await meter.getAttribute('aria-valuenow')), 3),
    })),
  )
  expect(messages[1]?.data).toMatchObject({ ...about, task, model: 'cifar10' })
  expect(messages[1]?.data['answer']).toEqual({ predictions })

  const bad = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a picture') }
  await frame.getByLabel('Image', { exact: true }).setInputFiles(bad)
  await expect.poll(async () => (await heardBy(page)).messages.length).toBe(3)
  const { data } = (await heardBy(page)).messages[2]!
  expect(data).toMatchObject({ ...about, type: 'error', code: 'image-not-a-picture' })
  expect(data['message']).toContain('Invalid image format')
  expectOnly(complaints.foreignRequests, [embedded.listed, site.url])
})

test('a page that is not listed hears how high the demo is, and nothing else, whatever it says', async ({
  page,
  embedded,
  complaints,
  site,
}) => {
  await listen(page)
  await page.goto(embedded.unlisted + parents['a plain page'])
  const frame = await greet(page, `${site.url}embed/${asked}`)
  const hostile: unknown[] = [
    null,
    'hello',
    ['hello'],
    { source: 'vitrine-host', version: 1, type: 'run', code: 'alert(1)' },
    { source: 'vitrine-host', version: 2, type: 'hello' },
    { source: 'vitrine-host', version: 1, type: 'theme', theme: '"><img src=x onerror=alert(1)>' },
    { source: 'vitrine', version: 1, type: 'prediction', answer: {} },
    { source: 'vitrine-host', version: 1, type: 'hello', origin: embedded.listed, listed: ['*'] },
    { __proto__: null, source: 'vitrine-host', version: 1, type: 'hello', port: {} },
  ]
  await page.evaluate((all) => {
    const target = document.querySelector('iframe')?.contentWindow
    for (const message of all) target?.postMessage(message, '*')
  }, hostile)
  // A window inside of it is not the page around it.
  await frame.evaluate(() =>
    window.postMessage({ source: 'vitrine-host', version: 1, type: 'theme', theme: 'dark' }, '*'),
  )
  await give(frame)
  await expect.poll(async () => (await heardBy(page)).heights.length).toBeGreaterThan(0)
  expect((await heardBy(page)).messages).toEqual([])
  expect(await frame.evaluate(() => document.documentElement.dataset['theme'])).toBeUndefined()
  expectOnly(complaints.foreignRequests, [embedded.unlisted, site.url])
})

test('the element loads when it is nearly seen, is as high as its demo, and hands its events on', async ({
  page,
  embedded,
  complaints,
  site,
}) => {
  await page.goto(embedded.listed + elementPage)
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    for (const name of ['vitrine-ready', 'vitrine-prediction', 'vitrine-error'])
      document.addEventListener(name, (event) =>
        told.push([name, (event.target as Element).id, (event as CustomEvent<object>).detail]),
      )
    const second = document.createElement('vitrine-demo')
    second.id = 'second'
    second.style.marginTop = '6000px'
    second.setAttribute('model', 'cifar10')
    document.body.append(second)
  })
  const first = page.locator('vitrine-demo:not([id]) iframe')
  await expect(first).toHaveAttribute('title', 'Demo: cifar10')
  const frame = page.frames()[1]!
  await give(frame)
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { told: unknown[] }).told))
    .toEqual([
      ['vitrine-ready', '', { provider: 'wasm', threads: 1 }],
      ['vitrine-prediction', '', expect.objectContaining({ model: 'cifar10' })],
    ])
  await expectFitting(frame)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.evaluate(() => document.querySelector('vitrine-demo')?.setAttribute('theme', 'light'))
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'light')

  await expect(page.locator('#second iframe')).toHaveCount(0)
  await expect(page.locator('#second')).toContainText('cifar10')
  await page.locator('#second').scrollIntoViewIfNeeded()
  await expect(page.locator('#second iframe')).toHaveCount(1)
  // Taken out, and put in elsewhere.
  await page.evaluate(() => {
    const second = document.getElementById('second')!
    second.style.marginTop = '0'
    document.body.prepend(second)
    window.scrollTo(0, 0)
  })
  await expect(page.frameLocator('#second iframe').getByRole('heading', { level: 1 })).toBeVisible()
  expectOnly(complaints.foreignRequests, [embedded.listed, site.url])
})
