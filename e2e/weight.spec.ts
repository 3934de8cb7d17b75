import { expect, test } from './support/test.ts'
import { gzipSizes, sum } from './support/weight.ts'

test('the page can be used after at most 120 kB of script', async ({ page, site }) => {
  await page.goto('./')
  await expect(page.getByRole('navigation', { name: 'Demos' }).getByRole('link')).not.toHaveCount(0)
  const script = sum(gzipSizes(site), (path) => path.endsWith('.js'))
  expect(script).toBeGreaterThan(10_000)
  expect(script).toBeLessThanOrEqual(120_000)
})
