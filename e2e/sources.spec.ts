import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hostileLinks } from '../src/testing/hostile-links.ts'
import { expectAccessible } from './support/accessible.ts'
import { writeFiles } from './support/made-exports.ts'
import { choose, readyBadge } from './support/open-export.ts'
import { twoColours } from './support/png.ts'
import { hasShared, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

const field = (page: Page) => page.getByRole('textbox', { name: 'Link or data URL' })
const predictions = (page: Page) => page.getByRole('list', { name: 'Predictions' })

async function openLinkField(page: Page) {
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await expect(field(page)).toBeFocused()
}

async function follow(page: Page, address: string) {
  await field(page).fill(address)
  await page.getByRole('button', { name: 'Look at it' }).click()
}

/** As a person pastes what stands in the clipboard, anywhere on the page. */
async function paste(page: Page, text: string) {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.body.dispatchEvent(event)
  }, text)
}

test('a picture of this site is looked at by its link', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  await openLinkField(page)
  await follow(page, 'models/cifar10/examples/automobile.jpg')
  await expect(page.getByText(/^JPEG, \d/)).toBeVisible({ timeout: 30_000 })
  await expect(predictions(page)).toContainText('automobile')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a data URL is decoded on the page, typed or pasted', async ({ page, demoUrl, site }) => {
  const address = `data:image/png;base64,${twoColours().buffer.toString('base64')}`
  await page.goto(demoUrl('cifar10'))
  await expect(readyBadge(page)).toBeVisible({ timeout: 30_000 })
  await openLinkField(page)
  const before = site.requests.length
  await follow(page, address)
  await expect(page.getByText('PNG, 64 × 64')).toBeVisible()
  const asked = site.requests.slice(before).map(({ path }) => path)
  expect(asked.filter((path) => /base64|data/.test(path))).toEqual([])

  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: /^Tree frog/ }).click()
  await expect(page.getByText('PNG, 64 × 64')).toHaveCount(0)
  await paste(page, address)
  await expect(page.getByText('PNG, 64 × 64')).toBeVisible()
})

test('a link to another site is not asked, and the sentence says what to do', async ({
  page,
  demoUrl,
}) => {
  await page.goto(demoUrl('cifar10'))
  await expect(page.getByText('Choose a picture')).toBeVisible()
  await paste(page, 'https://pictures.example.org/cat.jpg')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('This picture is not fetched.')
  await expect(alert).toContainText('It lies on pictures.example.org')
  await expect(alert).toContainText('Save the picture, then drop the file here.')
})

test(`${hostileLinks.length} hostile links are refused without a request`, async ({
  page,
  demoUrl,
  site,
}) => {
  await page.goto(demoUrl('cifar10'))
  await expect(readyBadge(page)).toBeVisible({ timeout: 30_000 })
  await openLinkField(page)
  const before = site.requests.length
  const followed: string[] = []
  for (const address of hostileLinks.filter((text) => text.trim() !== '')) {
    await field(page).fill('')
    await follow(page, address)
    const title = page.getByRole('alert').getByText('This picture is not fetched.')
    // Of a page on this device, its own plain addresses are its neighbours; nobody asks them either.
    await expect(title)
      .toBeVisible({ timeout: 5000 })
      .catch(() => followed.push(address))
  }
  expect(followed).toEqual([])
  expect(site.requests.slice(before)).toEqual([])
})

test.describe('the drawing pad', () => {
  test.skip(!hasShared, 'needs the fixtures beside the project')
  let folder = ''
  test.beforeAll(() => {
    if (!hasShared) return
    folder = mkdtempSync(join(tmpdir(), 'vitrine-digits-'))
    writeFiles(folder, {
      'mnist.onnx': readFileSync(sharedPath('fixtures/models/image-classification/mnist.onnx')),
      'vitrine.json': JSON.stringify({
        task: 'image-classification',
        title: 'Digits',
        labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        preprocessing: {
          width: 28,
          height: 28,
          channels: 1,
          layout: 'NCHW',
          rescale: 1,
          mean: [0],
          std: [1],
        },
      }),
    })
  })
  test.afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true })
  })

  async function openPad(page: Page) {
    await page.goto('./')
    await choose(page, folder, true)
    await expect(readyBadge(page)).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Draw', exact: true }).click()
    await expect(page.getByRole('application', { name: 'Drawing pad' })).toBeVisible()
  }

  /** Through places of the pad, in per cent of it. */
  async function stroke(page: Page, ...points: readonly (readonly [x: number, y: number])[]) {
    const pad = page.getByRole('application', { name: 'Drawing pad' })
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (box === null) throw new Error('There is no pad')
    const place = ([x, y]: readonly [number, number]) =>
      [box.x + (box.width * x) / 100, box.y + (box.height * y) / 100] as const
    const [first = [0, 0], ...rest] = points
    await page.mouse.move(...place(first))
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...place(point), { steps: 8 })
    await page.mouse.up()
  }

  const top = (page: Page) => predictions(page).getByRole('meter').first()

  test('reads digits as they are drawn, shows what the model gets, and undoes', async ({
    page,
  }) => {
    await openPad(page)
    await stroke(page, [50, 18], [50, 82])
    await expect(top(page)).toHaveAttribute('aria-label', '1')
    await expect(page.getByRole('img', { name: 'What the model receives' })).toBeVisible()
    await expect(page.getByText('seen as 28 × 28')).toBeVisible()

    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await stroke(page, [25, 20], [75, 20], [45, 85])
    await expect(top(page)).toHaveAttribute('aria-label', '7')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(top(page)).toHaveAttribute('aria-label', '1')
  })

  test('is drawn on with the keyboard alone', async ({ page }) => {
    await openPad(page)
    await page.getByRole('application', { name: 'Drawing pad' }).focus()
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    for (let i = 0; i < 18; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(top(page)).toHaveAttribute('aria-label', '1')
  })

  test('makes room for another picture', async ({ page }) => {
    await openPad(page)
    await stroke(page, [50, 18], [50, 82])
    await expect(top(page)).toBeVisible()
    await page.getByLabel('Image', { exact: true }).setInputFiles(twoColours())
    await expect(page.getByRole('application')).toHaveCount(0)
    await expect(page.getByRole('img', { name: 'Input image' })).toBeVisible()
  })

  test('has nothing that axe finds', async ({ page }) => {
    await openPad(page)
    await stroke(page, [50, 18], [50, 82])
    await expect(top(page)).toBeVisible()
    await expectAccessible(page, 'pad')
  })
})
