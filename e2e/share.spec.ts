import type { Browser, Page } from '@playwright/test'
import {
  copiedJson,
  generate,
  givePicture,
  setNumbers,
  type CopiedPredictions,
} from './support/demo.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { pngOf, twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

/** Opens the panel, copies the link, and closes the panel again. */
async function copyLink(page: Page, words: RegExp): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Share' }).click()
  const sheet = page.getByRole('dialog', { name: 'Share' })
  await expect(sheet.getByText(words)).toBeVisible()
  await sheet.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  return link
}

/** Somebody else follows it: nothing of this visitor is there. */
async function elsewhere<T>(browser: Browser, link: string, look: (page: Page) => Promise<T>) {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.goto(link)
    return await look(page)
  } finally {
    await context.close()
  }
}

const answered = (page: Page) =>
  expect(page.getByText(/^decode .* · total /)).toBeVisible({ timeout: 30_000 })

test('a small picture of one’s own travels whole: the answer is the same to the last digit', async ({
  page,
  demoUrl,
  browser,
}) => {
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, { ...twoColours(), name: 'secret.png' })
  await answered(page)
  const own = await copiedJson<CopiedPredictions>(page)
  const link = await copyLink(
    page,
    /the picture as it is \(64 × 64, [\d.]+ kB\) and the choice of WASM; nothing else/,
  )
  expect(link).not.toContain('secret')
  expect(page.url()).not.toContain('picture=')

  const theirs = await elsewhere(browser, link, async (other) => {
    await answered(other)
    await expect(other.getByText('PNG, 64 × 64')).toBeVisible()
    return copiedJson<CopiedPredictions>(other)
  })
  expect(theirs).toEqual(own)
})

test('a large one is made smaller, and an example goes by its name', async ({
  page,
  demoUrl,
  browser,
}) => {
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, { name: 'large.png', mimeType: 'image/png', buffer: largePng() })
  await answered(page)
  const link = await copyLink(page, /the picture, made smaller \(\d+ × \d+, [\d.]+ kB\)/)
  expect(link.length).toBeLessThan(8500)
  await elsewhere(browser, link, answered)

  await page.getByRole('button', { name: /^Tree frog/ }).click()
  await expect(page).toHaveURL(/example=/)
  await answered(page)
  const named = await copyLink(page, /which example is shown \(“Tree frog”\)/)
  await elsewhere(browser, named, async (other) => {
    await answered(other)
    await expect(other.getByRole('button', { name: /^Tree frog/, pressed: true })).toBeVisible()
  })
})

test('a prompt with its settings, by the keyboard alone', async ({ page, demoUrl, browser }) => {
  await page.goto(demoUrl('stories'))
  await setNumbers(page, { 'Max new tokens': 3, Temperature: 0.5, Seed: 7 })
  await generate(page, 'Tom & “Ann” 🐟')
  const share = page.getByRole('button', { name: 'Share' })
  await share.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Share' })
  await expect(
    sheet.getByText(
      'This link carries the prompt (13 characters), 3 settings and the choice of WASM; nothing else.',
    ),
  ).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Close' })).toBeFocused()
  await expect(sheet.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await expectAccessibleEverywhere(page, 'sharing')
  const link = await sheet.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(share).toBeFocused()

  await elsewhere(browser, link, async (other) => {
    await expect(other.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Tom & “Ann” 🐟')
    await expect(other.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7')
    await expect(other.getByRole('spinbutton', { name: 'Temperature' })).toHaveValue('0.5')
  })
})

test('a row; and a damaged link, which says so and leaves the demo usable', async ({
  page,
  demoUrl,
  browser,
}) => {
  await page.goto(demoUrl('penguins'))
  await page.getByLabel('bill_length_mm').fill('51.25')
  await expect(page).toHaveURL(/#features=/)
  const link = await copyLink(
    page,
    /carries the row \(\d+ values\) and the choice of WASM; nothing else/,
  )
  await elsewhere(browser, link, (other) =>
    expect(other.getByLabel('bill_length_mm')).toHaveValue('51.25'),
  )
  await elsewhere(browser, link.replace('#', '#v=1&z=cut&'), async (other) => {
    await expect(other.getByRole('alert')).toContainText('A part of this link cannot be read.')
    await expect(other.getByLabel('bill_length_mm')).toHaveValue('51.25')
  })
})

/** Nothing in it repeats, so that it does not get small by itself. */
function largePng(): Buffer {
  const width = 480
  const height = 360
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    data.set([(i * 7919) % 251, (i * i) % 241, ((i / width) | 0) % 256, 255], i * 4)
  }
  return pngOf({ width, height, data })
}
