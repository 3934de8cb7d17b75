import { siteHeaders } from '../hosting/headers.js'
import { reportedViolations, sitePrefix } from './support/site.ts'
import { expect, test } from './support/test.ts'

test('the page answers under a sub-path, with all its files from there', async ({ page, site }) => {
  const response = await page.goto('./')
  expect(response?.status()).toBe(200)
  await expect(page.getByRole('navigation', { name: 'Demos' })).toBeVisible()
  const outside = site.requests.filter(({ path }) => !path.startsWith(sitePrefix))
  expect(outside).toEqual([])
  const missing = site.requests.filter(({ status }) => status >= 400)
  expect(missing).toEqual([])
})

test('every response carries the security headers, and hashed files are kept for ever', async ({
  page,
}) => {
  const answers: { path: string; headers: Record<string, string> }[] = []
  page.on('response', (response) =>
    answers.push({ path: new URL(response.url()).pathname, headers: response.headers() }),
  )
  await page.goto('./')
  await expect(page.getByRole('navigation', { name: 'Demos' })).toBeVisible()
  expect(answers.length).toBeGreaterThan(2)
  for (const { path, headers } of answers) {
    for (const [name, value] of Object.entries(siteHeaders()))
      expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value)
    const kept = path.startsWith(`${sitePrefix}assets/`) ? 'immutable' : 'must-revalidate'
    expect(headers['cache-control'], path).toContain(kept)
  }
})

test('a missing file is a 404 and never the page', async ({ request }) => {
  for (const path of ['models/none/model.onnx', 'assets/none.js', 'none', 'none/']) {
    const response = await request.get(path)
    expect(response.status(), path).toBe(404)
    expect(await response.text(), path).not.toContain('<script')
  }
})

test('what the policy stops would be noticed, in the page and in its worker', async ({
  page,
  complaints,
  demoUrl,
  site,
}) => {
  const started = page.waitForEvent('worker')
  await page.goto(demoUrl('cifar10'))
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { color: red }'
    document.head.append(style)
  })
  await expect.poll(() => complaints.violations.join()).toContain('style-src')
  const worker = await started
  await worker.evaluate(() => fetch('https://example.org/').catch(() => undefined))
  await expect.poll(() => reportedViolations(site).join()).toContain('connect-src')
  complaints.violations.length = 0
  site.requests.length = 0
})
