import { expect, test } from '../support/test.ts'

test('the page opens, isolated exactly where the host sends the headers', async ({
  page,
  isolated,
}) => {
  await page.goto('./')
  await expect(page.getByRole('navigation', { name: 'Demos' })).toBeVisible()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated)
})
