import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/test.ts'

async function openExample(page: Page, url: string) {
  await page.goto(url)
  const tile = page.getByRole('region', { name: 'Examples' }).getByRole('button').first()
  await tile.click()
  await expect(page.getByText(/^decode .* total .* ms/)).toBeVisible({ timeout: 60_000 })
}

const fold = (page: Page, title: string) => page.locator('summary', { hasText: title })
const overlay = (page: Page) => page.getByRole('img', { name: /^What matters for/ })

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test.describe(`at ${width} pixels, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } })

      test('the page shows what a class needs, and what the model saw', async ({
        page,
        demoUrl,
      }) => {
        await openExample(page, demoUrl('cifar10'))
        await fold(page, 'Why this answer').click()
        await expect(page.getByText(/^64 parts|^36 parts/)).toBeVisible()
        await page.getByRole('button', { name: 'Show what matters' }).click()
        await expect(overlay(page)).toBeVisible()
        await expect(page.getByRole('paragraph').filter({ hasText: /^For “\w+” / })).toBeVisible()
        await expectAccessible(page, 'why')

        await fold(page, 'What the model saw').click()
        const usual = page.getByRole('region', { name: 'As the export says' })
        await expect(usual.getByRole('img', { name: 'Normalised' })).toBeVisible()
        await page.getByRole('combobox', { name: 'Range' }).selectOption('0 to 255')
        const changed = page.getByRole('region', { name: 'With these changes' })
        await expect(changed.getByRole('img', { name: 'Resized' })).toBeVisible()
        await expectAccessible(page, 'what the model saw')
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(wide).toBeLessThanOrEqual(width)
      })
    })
  }
}

test('all of it can be had by keyboard', async ({ page, demoUrl }) => {
  await openExample(page, demoUrl('cifar10'))
  // A fold's line takes the focus as a button does.
  await fold(page, 'Why this answer').focus()
  await page.keyboard.press('Enter')
  // A person sees it unfold before the next key.
  await expect(page.getByRole('combobox', { name: 'Class' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Class' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Detail' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(overlay(page)).toBeVisible()
  const opacity = page.getByRole('slider', { name: 'Opacity' })
  await opacity.focus()
  await page.keyboard.press('Home')
  await expect(opacity).toHaveValue('0')
})

test('what explains an answer is fetched with the first answer and not before', async ({
  page,
  site,
  demoUrl,
}) => {
  const fetched = () => site.requests.filter(({ path }) => /explanations-|occlusion-/.test(path))
  await page.goto(demoUrl('cifar10'))
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
  expect(fetched()).toEqual([])
  await page.getByRole('region', { name: 'Examples' }).getByRole('button').first().click()
  await expect(fold(page, 'Why this answer')).toBeVisible()
  expect(fetched()).toHaveLength(1)
})

test('the model goes on after a stop in the middle', async ({ page, demoUrl }) => {
  await openExample(page, demoUrl('cifar10'))
  await fold(page, 'Why this answer').click()
  await page.getByRole('combobox', { name: 'Detail' }).selectOption('Fine, 16 × 16')
  await page.getByRole('button', { name: 'Show what matters' }).click()
  await page
    .getByRole('button', { name: 'Stop', exact: true })
    .click({ timeout: 2000 })
    // A fast machine is done before the button can be pressed.
    .catch(() => {})
  await page.getByRole('combobox', { name: 'Detail' }).selectOption('Coarse, 6 × 6')
  await page.getByRole('button', { name: 'Show what matters' }).click()
  await expect(overlay(page)).toBeVisible()
})
