import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { lineOf } from '../scripts/support/site-checks/finding.js'
import { checkSite } from '../scripts/support/site-checks/check-site.js'
import { answerOrAlert, generate } from './support/demo.ts'
import { twoColours } from './support/png.ts'
import { reportPath, serveSite } from './support/site.ts'
import { expect, test } from './support/test.ts'

const prompt = 'Ottilie hid a violet lantern'
const picture = { ...twoColours(), name: 'grandmother-1987.png' }
const billLength = '47.313'

/** What was given, in the ways in which it could be written into an address or a body. */
const givenAway = [
  'Ottilie',
  encodeURIComponent(prompt),
  Buffer.from(prompt).toString('base64').replace(/=+$/, ''),
  billLength,
  Buffer.from(billLength).toString('base64').replace(/=+$/, ''),
  'grandmother',
  picture.buffer.subarray(30, 60).toString('base64'),
  picture.buffer.subarray(30, 60).toString('hex'),
]

async function tryText(page: Page, url: string) {
  await page.goto(url)
  await page.getByRole('spinbutton', { name: 'Max new tokens' }).fill('4')
  await generate(page, prompt)
}

async function tryPicture(page: Page, url: string) {
  await page.goto(url)
  await page.getByLabel('Image', { exact: true }).setInputFiles(picture)
  await answerOrAlert(page, page.getByRole('list', { name: 'Predictions' }), 60_000)
}

async function tryTable(page: Page, url: string) {
  await page.goto(url)
  await page.getByRole('spinbutton', { name: /bill.?length/i }).fill(billLength)
  await page.getByRole('button', { name: 'Predict' }).click()
  const answer = page.getByRole('region', { name: 'Output' }).getByText(/· (cold|warm)$/)
  await answerOrAlert(page, answer, 60_000)
}

/** G22: a visitor's input stays in the page. */
test('nothing that a visitor gives is in any request: a prompt, a picture, a row', async ({
  page,
  context,
  site,
  demoUrl,
}) => {
  // Three demos, each opened twice.
  test.slow()
  const asked: string[] = []
  const note = (method: string, url: string, body: string) => asked.push(`${method} ${url} ${body}`)
  // What the browser says it sends, workers included; below, what the server has received.
  context.on('request', (request) =>
    note(request.method(), request.url(), request.postData() ?? ''),
  )
  await tryText(page, demoUrl('stories'))
  // The address now holds what was asked, behind its “#”.
  await page.reload()
  await tryPicture(page, demoUrl('cifar10'))
  await page.reload()
  await tryTable(page, demoUrl('penguins'))
  await page.reload()
  await expect(page.getByRole('button', { name: 'Predict' })).toBeVisible()

  for (const { method, path, sent } of site.requests)
    if (path !== reportPath) note(method, path, sent)
  expect(asked.length).toBeGreaterThan(60)
  const leaks = () => asked.filter((line) => givenAway.some((given) => line.includes(given)))
  expect(leaks()).toEqual([])
  // A picture that is shown has an address of its own inside the browser, which carries nothing.
  const written = asked.filter((line) => !/^(GET|HEAD) \S+ $/.test(line))
  expect(written, 'requests that carry something').toEqual([])

  await page.evaluate((text) => fetch(`./icon.png?said=${encodeURIComponent(text)}`), prompt)
  expect(leaks(), 'what carried it would be found').toHaveLength(1)
})

test('the site that is built has nothing for npm run check-site to say', async () => {
  const compressed = await serveSite({ compress: true })
  const findings = await checkSite(new URL(compressed.url))
  await compressed.close()
  expect(findings.filter(({ level }) => level !== 'ok').map(lineOf)).toEqual([])
  // It knows the site's files by the list in the service worker: all of them.
  const assets = readdirSync(fileURLToPath(new URL('../dist/assets', import.meta.url)))
  const asked = compressed.requests.map(({ path }) => path)
  const overlooked = assets.filter((name) => !asked.some((path) => path.endsWith(join('/', name))))
  expect(overlooked).toEqual([])
})
