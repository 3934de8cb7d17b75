import type { BrowserContext, Page } from '@playwright/test'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { describeApi, type CallAnswer, type CallInit } from './support/api-contract.ts'
import { untilGoverned } from './support/offline.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'
import { watch, type Complaints } from './support/watch.ts'

/** The API on the page's own origin: the service worker relays each call to an open page. */
test.use({
  serviceWorkers: 'allow',
  // The browser writes every answer of 400 and more into the console.
  expectedErrors: /Failed to load resource/,
})

/** As a page of this site calls it. */
function call(page: Page, path: string, { method, headers, body }: CallInit = {}) {
  const isText = typeof body === 'string'
  const sent = isText || body === undefined ? body : Buffer.from(body).toString('base64')
  return page.evaluate(
    async ([url, init, content, asText]): Promise<CallAnswer> => {
      const bytes = () => Uint8Array.from(atob(content ?? ''), (char) => char.charCodeAt(0))
      const given = content === undefined ? {} : { body: asText ? content : bytes() }
      const response = await fetch(url, { ...init, ...given })
      const said = Object.fromEntries(response.headers)
      return { status: response.status, headers: said, body: await response.text() }
    },
    [
      `./api/${path}`,
      { ...(method !== undefined && { method }), headers: { ...headers } },
      sent,
      isText,
    ] as const,
  )
}

const json = { 'content-type': 'application/json' }
const post = (page: Page, path: string, body: object) =>
  call(page, path, { method: 'POST', headers: json, body: JSON.stringify(body) })

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await untilGoverned(page)
}

/** Opens a demo and waits for its model. */
async function openDemo(page: Page, url: string): Promise<void> {
  await open(page, url)
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
}

test.describe('as everywhere', () => {
  test.describe.configure({ mode: 'serial' })
  let context: BrowserContext
  let page: Page
  let complaints: Complaints
  let shown = ''

  test.beforeAll(async ({ browser, site }) => {
    context = await browser.newContext({ baseURL: site.url, serviceWorkers: 'allow' })
    complaints = watch(context, site.origin)
    page = await context.newPage()
  })
  test.afterAll(async () => {
    expect(complaints).toMatchObject({ foreignRequests: [], violations: [] })
    await context.close()
  })

  describeApi(test, {
    idle: () => open(page, './'),
    async use(demo) {
      if (demo !== shown) await openDemo(page, `./?model=${demo}&runtime=wasm`)
      shown = demo
    },
    call: (path, init) => call(page, path, init),
  })
})

test('of two tabs each is asked for its own model', async ({ page, context, demoUrl }) => {
  await open(page, './')
  const [text, picture] = [await context.newPage(), await context.newPage()]
  await Promise.all([openDemo(text, demoUrl('stories')), openDemo(picture, demoUrl('cifar10'))])

  const image = twoColours().buffer.toString('base64')
  const predicted = await post(page, 'predict', { image })
  expect(predicted.body).toContain('"predictions"')
  expect(predicted.headers['vitrine-answered-by']).toContain('cifar10')
  const written = await post(page, 'generate', { prompt: 'Once', max_new_tokens: 2 })
  expect(written.body).toContain('"finish_reason"')
  expect(written.headers['vitrine-answered-by']).toContain('stories')
  const named = await call(page, 'model/info/stories')
  expect(named.body).toContain('"text-generation"')
  const { body } = await call(page, 'models')
  const { models } = JSON.parse(body) as { models: { id: string }[] }
  expect(models.map(({ id }) => id).sort()).toEqual(['cifar10', 'stories'])
})

test('a tab that is closed in the middle of a stream ends it, and not as if it were whole', async ({
  page,
  context,
  demoUrl,
}) => {
  await open(page, './')
  const text = await context.newPage()
  // However quick the model is: after a few pieces nothing more leaves this tab.
  await text.addInitScript(() => {
    const send = MessagePort.prototype.postMessage
    let count = 0
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      if ((message as { type?: string } | null)?.type === 'chunk') count++
      if (count < 4) send.call(this, message)
    }
  })
  await openDemo(text, demoUrl('stories'))
  const reading = page.evaluate(async () => {
    const body = JSON.stringify({ prompt: 'Once', stream: true })
    const headers = { 'content-type': 'application/json' }
    const { body: stream } = await fetch('./api/generate', { method: 'POST', headers, body })
    const reader = stream!.getReader()
    document.title = 'reading'
    try {
      for (;;) if ((await reader.read()).done) return 'whole'
    } catch {
      return 'broken off'
    }
  })
  await expect.poll(() => page.title()).toBe('reading')
  await text.close()
  expect(await reading).toBe('broken off')
})

test('without a page that could answer it is 503, and says so', async ({ page }) => {
  await open(page, './')
  // A file of the site, which the service worker governs too; and no page of ours.
  await page.goto('./404.html')
  const answers = await Promise.all([
    post(page, 'predict', { image: '' }),
    call(page, 'health'),
    call(page, 'ready'),
  ])
  for (const { status, body } of answers) {
    expect(status).toBe(503)
    expect(body).toContain('Open a demo and call again.')
    expect(JSON.parse(body)).toMatchObject({ detail: 'Model not loaded' })
  }
})

test('its page shows every route, opens a model and tries it', async ({ page }) => {
  await open(page, './')
  await page.goto('./api/docs')
  await expect(page).toHaveURL(/\?view=api$/)
  await page.getByRole('combobox', { name: 'Model to try it on' }).selectOption('stories')
  await expect(page.getByText('About this export')).toBeVisible()
  const route = page.getByRole('group').filter({ hasText: 'POST ./api/generate' })
  await route.getByText('POST ./api/generate').click()
  await expect(route.getByRole('textbox', { name: 'Body' })).toHaveValue(/"stream": true/)
  await route.getByRole('button', { name: 'Try it' }).click()
  const status = route.getByRole('status', { name: 'Status' })
  await expect(status).toHaveText(/^200 · .+ by the tab at \.\/\?view=api$/)
  await expect(route.getByRole('region', { name: 'Answer' })).toContainText('[DONE]')
  await route.getByRole('textbox', { name: 'Body' }).fill('{"prompt": 1}')
  await route.getByRole('button', { name: 'Try it' }).click()
  await expect(status).toHaveText(/^422 · /)
  await expectAccessibleEverywhere(page, 'a route that was tried')
})
