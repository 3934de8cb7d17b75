import type { Page } from '@playwright/test'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

/** Presses Tab until the focus is on what has this role and name, as a person without a mouse does. */
async function tabTo(page: Page, role: 'link' | 'button' | 'textbox' | 'spinbutton', name: string) {
  const target = page.getByRole(role, { name, exact: true }).first()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Sixty times Tab does not reach the ${role} “${name}”`)
}

test('a story is written and stopped by keyboard alone', async ({ page }) => {
  await page.goto('./')
  await tabTo(page, 'link', 'Stories')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Stories' })).toBeFocused()
  await tabTo(page, 'spinbutton', 'Max new tokens')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('450')
  await tabTo(page, 'textbox', 'Prompt')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('The little fish')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', 'Stop')
  await page.keyboard.press('Enter')
  await expect(page.getByText('You stopped it here.', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('The little fish')
})

test('a picture is chosen and named by keyboard alone', async ({ page, demoUrl }) => {
  // Long before it comes: Chromium is told to hand it to us, and Enter right behind that may overtake.
  const chooser = page.waitForEvent('filechooser')
  await page.goto(demoUrl('cifar10'))
  const input = page.getByLabel('Image', { exact: true })
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await input.evaluate((element) => element === document.activeElement)) break
  }
  await expect(input).toBeFocused()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(twoColours())
  await expect(page.getByText('total')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Predictions' }).getByRole('meter')).toHaveCount(3)
})
