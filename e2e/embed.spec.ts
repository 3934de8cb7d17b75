import type { Frame, Page } from '@playwright/test'
import { expectOnly, test } from './support/embed-test.ts'
import { parents, type Parent } from './support/embed.ts'
import { twoColours } from './support/png.ts'
import { expect } from './support/test.ts'

/**
 * G24: the page for frames. Wherever the browser lets it load it answers, and nowhere does anything go wrong unseen.
 * One browser context for each parent and set of headers: what differs between its frames is how they are framed.
 */

// With service workers, as visitors have them; and what browsers say of frames that they do not load.
test.use({
  serviceWorkers: 'allow',
  expectedErrors: /ERR_BLOCKED_BY_RESPONSE|Failed to load resource|CORS policy|from origin 'null'/,
})

const attributes = {
  'no attributes': {},
  'isolation allowed': { allow: 'cross-origin-isolated' },
  'a sandbox of its own origin': { sandbox: 'allow-scripts allow-same-origin' },
  'a sandbox without origin': { sandbox: 'allow-scripts' },
} as const

/** Frames an address in the page that is open. Resolves when the frame has loaded or has been refused. */
async function frameIn(page: Page, src: string, given: Readonly<Record<string, string>> = {}) {
  await page.evaluate(
    ([address, all]) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.style.cssText = 'width: 100%; height: 90vh'
        for (const [name, value] of Object.entries(all)) frame.setAttribute(name, value)
        frame.addEventListener('load', resolve)
        frame.src = address
        document.body.replaceChildren(frame)
      }),
    [src, given] as const,
  )
  const frame = page.frames().at(-1)
  if (frame === undefined || frame === page.mainFrame()) throw new Error('There is no frame.')
  return frame
}

/** Gives the picture and reads the answer. */
async function answerIn(frame: Frame): Promise<string> {
  const badge = frame.getByRole('status', { name: 'Runtime' })
  await expect(badge).toContainText('WASM', { timeout: 30_000 })
  await frame.getByLabel('Image', { exact: true }).setInputFiles(twoColours())
  const list = frame.getByRole('list', { name: 'Predictions' })
  await expect(frame.getByText('PNG, 64 × 64')).toBeVisible()
  await expect(frame.locator('[aria-busy=true]')).toHaveCount(0)
  // The badge tells the truth about the threads that a frame has.
  const isIsolated = await frame.evaluate(
    () => crossOriginIsolated && navigator.hardwareConcurrency > 1,
  )
  if (isIsolated) await expect(badge).not.toContainText('1 thread')
  else await expect(badge).toContainText('1 thread')
  return list.innerText()
}

/** What the page answers by itself. */
let answer = ''
const asked = '?model=cifar10&runtime=wasm'
test.beforeAll(async ({ browser, embedded }) => {
  const page = await browser.newPage({ serviceWorkers: 'block' })
  await page.goto(`${embedded.sites['our headers'].url}${asked}`)
  answer = await answerIn(page.mainFrame())
  await page.close()
})

const sets = ['our headers', 'those without isolation', 'no headers at all'] as const
for (const parent of Object.keys(parents) as Parent[]) {
  const cells = [
    ...sets.map((headers) => ({ headers, isElsewhere: false })),
    { headers: 'our headers', isElsewhere: true } as const,
  ]
  for (const { headers, isElsewhere } of cells)
    test(`in ${parent} of ${isElsewhere ? 'another' : 'its own'} site, with ${headers}`, async ({
      page,
      embedded,
      complaints,
    }) => {
      const { url } = embedded.sites[headers]
      await page.goto((isElsewhere ? embedded.unlisted : url) + parents[parent])
      // An isolated page frames only what has agreed to it.
      const isLet = parent === 'a plain page' || headers === 'our headers'
      for (const [name, given] of Object.entries(attributes)) {
        const frame = await frameIn(page, `${url}embed/${asked}`, given)
        if (!isLet) expect(frame.url(), name).toContain('chrome-error:')
        else if (name !== 'a sandbox without origin')
          expect(await answerIn(frame), name).toBe(answer)
        // Without an origin there are no workers, without headers no scripts, and what is there says so.
        else
          await expect(frame.getByRole('alert'), name).toContainText(
            headers === 'no headers at all' ? 'could not be loaded' : 'This frame is closed off',
          )
      }
      expect(complaints.errors.filter((text) => text.startsWith('Error'))).toEqual([])
      expectOnly(complaints.foreignRequests, [embedded.unlisted, url])
    })
}

test('where the site lists who may frame it, others are refused, and the page itself always', async ({
  page,
  embedded,
  complaints,
}) => {
  const { url } = embedded.sites['our headers, for one site only']
  await page.goto(embedded.listed + parents['a plain page'])
  expect(await answerIn(await frameIn(page, `${url}embed/${asked}`))).toBe(answer)
  expect((await frameIn(page, url)).url()).toContain('chrome-error:')
  await page.goto(embedded.unlisted + parents['a plain page'])
  expect((await frameIn(page, `${url}embed/${asked}`)).url()).toContain('chrome-error:')
  expect(complaints.violations.join()).toContain('frame-ancestors')
  complaints.violations.length = 0
  expectOnly(complaints.foreignRequests, [embedded.listed, embedded.unlisted, url])
})

test('where the browser closes all storage to a frame, it answers', async ({ page, embedded }) => {
  // As Chromium has it: some throw when they are looked at, some when they are asked.
  const everywhere = `{
    const closed = () => { throw new DOMException('The browser closes this.', 'SecurityError') }
    const refuse = async () => closed()
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(self, name, { get: closed })
    if ('serviceWorker' in navigator)
      Object.defineProperty(Object.getPrototypeOf(navigator), 'serviceWorker', { get: closed })
    if (self.LockManager) LockManager.prototype.request = refuse
    if (self.StorageManager) for (const name of ['getDirectory', 'estimate', 'persist', 'persisted'])
      StorageManager.prototype[name] = refuse
  }`
  await page.addInitScript(everywhere)
  await page.route('**/assets/main-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${everywhere}\n;${await response.text()}` })
  })
  const { url } = embedded.sites['our headers']
  await page.goto(url + parents['a plain page'])
  expect(await answerIn(await frameIn(page, `${url}embed/${asked}`))).toBe(answer)
})
