import type { Frame, Page } from '@playwright/test'
import {
  headerSets,
  parents,
  serveEmbedded,
  type Embedded,
  type HeaderSet,
  type Parent,
} from './support/embed.ts'
import { twoColours } from './support/png.ts'
import { expect, test as base } from './support/test.ts'

/**
 * G24: the page in a frame. Wherever the browser lets it load it answers, and nowhere does anything go wrong unseen.
 * What may frame it is the host's to say, by `frame-ancestors`; this page allows its own site.
 */
const test = base.extend<object, { embedded: Embedded }>({
  embedded: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const embedded = await serveEmbedded()
      await use(embedded)
      await embedded.close()
    },
    { scope: 'worker' },
  ],
  site: [({ embedded }, use) => use(embedded.site), { scope: 'worker' }],
})

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
type Attributes = keyof typeof attributes

interface Cell {
  readonly parent: Parent
  readonly headers: HeaderSet
  readonly attributes: Attributes
  /** The parent is another site. */
  readonly isElsewhere?: boolean
}

/** Whether browsers load the frame and its scripts at all, by the rules that they follow. */
function isLet({ parent, headers, attributes: given, isElsewhere = false }: Cell): boolean {
  const sent: Readonly<Record<string, string>> = headerSets[headers]('')
  const policy = sent['Content-Security-Policy'] ?? ''
  if (isElsewhere && policy.includes("frame-ancestors 'self'")) return false
  // An isolated page frames only what has agreed to it.
  const needsLeave = parent === 'an isolated page'
  if (needsLeave && sent['Cross-Origin-Embedder-Policy'] === undefined) return false
  if (needsLeave && isElsewhere && sent['Cross-Origin-Resource-Policy'] !== 'cross-origin')
    return false
  // Without an origin, our own scripts are another site's to us.
  return given !== 'a sandbox without origin'
}

/** Frames the demo in a parent page. Resolves when the frame has loaded or has been refused. */
async function frameIn(page: Page, embedded: Embedded, cell: Cell): Promise<Frame> {
  embedded.headers = cell.headers
  const { url } = embedded.site
  const parentUrl = cell.isElsewhere ? url.replace('localhost', '127.0.0.1') : url
  await page.goto(parentUrl + parents[cell.parent])
  await page.evaluate(
    ([src, given]) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.style.cssText = 'width: 100%; height: 90vh'
        for (const [name, value] of Object.entries(given)) frame.setAttribute(name, value)
        frame.addEventListener('load', resolve)
        frame.src = src
        document.body.append(frame)
      }),
    [`${url}?model=cifar10&runtime=wasm`, attributes[cell.attributes]] as const,
  )
  const frame = page.frames()[1]
  if (frame === undefined) throw new Error('There is no frame.')
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

async function check(page: Page, embedded: Embedded, cell: Cell, answer: string): Promise<void> {
  const uncaught: string[] = []
  const note = (error: Error) => void uncaught.push(String(error))
  page.on('pageerror', note)
  const frame = await frameIn(page, embedded, cell)
  if (isLet(cell)) expect(await answerIn(frame)).toBe(answer)
  else {
    // Time for a page that runs all the same to show itself.
    await page.waitForTimeout(500)
    await expect(frame.getByRole('navigation')).toHaveCount(0)
  }
  page.off('pageerror', note)
  expect(uncaught).toEqual([])
}

/** What the page answers by itself. */
let answer = ''
test.beforeAll(async ({ browser, embedded }) => {
  const page = await browser.newPage({ serviceWorkers: 'block' })
  await page.goto(`${embedded.site.url}?model=cifar10&runtime=wasm`)
  answer = await answerIn(page.mainFrame())
  await page.close()
})

// A context for each: a browser keeps files with the headers that they came with.
for (const parent of Object.keys(parents) as Parent[]) {
  for (const headers of Object.keys(headerSets) as HeaderSet[])
    for (const given of Object.keys(attributes) as Attributes[])
      test(`in ${parent} of its own site, with ${headers} and ${given}`, ({ page, embedded }) =>
        check(page, embedded, { parent, headers, attributes: given }, answer))

  for (const headers of ['no headers at all', 'headers for being embedded anywhere'] as const)
    for (const given of ['no attributes', 'isolation allowed'] as const)
      test(`in ${parent} of another site, with ${headers} and ${given}`, async ({
        page,
        embedded,
        complaints,
      }) => {
        const cell = { parent, headers, attributes: given, isElsewhere: true }
        await check(page, embedded, cell, answer)
        const isParent = (url: string) => url.endsWith(`/${parents[parent]}`)
        expect(complaints.foreignRequests.filter((url) => !isParent(url))).toEqual([])
        complaints.foreignRequests.length = 0
      })
}

test('in a page of another site it is refused, where its own headers say so', async ({
  page,
  embedded,
  complaints,
}) => {
  const cell = { parent: 'a plain page', attributes: 'no attributes', isElsewhere: true } as const
  await check(page, embedded, { ...cell, headers: 'the headers of the site' }, answer)
  expect(complaints.violations.join()).toContain('frame-ancestors')
  complaints.violations.length = 0
  complaints.foreignRequests.length = 0
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
  const cell = { parent: 'a plain page', headers: 'the headers of the site' } as const
  await check(page, embedded, { ...cell, attributes: 'no attributes' }, answer)
})
