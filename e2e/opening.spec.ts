import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { givePicture } from './support/demo.ts'
import { test } from './support/hub-test.ts'
import { coloursInThreePrecisions, sumWithData, writeFiles, zipOf } from './support/made-exports.ts'
import { choose, drop, expectDemo, followLink, goHome, readyBadge } from './support/open-export.ts'
import { twoColours } from './support/png.ts'
import { expect } from './support/test.ts'

const cifar10 = fileURLToPath(new URL('../public/models/cifar10', import.meta.url))
const pictures = 'Names what a picture shows'
const tensors = 'Tensors in, tensors out'

const output = (page: Page) => page.getByRole('region', { name: 'Output' })
const predictions = (page: Page) =>
  page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')

/** Gives a sum nothing to add, so that its answer is its weights. */
async function expectTheWeights(page: Page) {
  await page.getByLabel('Values', { exact: true }).selectOption('All 0')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(output(page).getByRole('cell')).toHaveText(['1', '2', '3', '4'])
}

test.describe('an export from this device', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('./?runtime=wasm')
  })

  test('opens out of a zip', async ({ page }) => {
    const zip = { name: 'cifar10.zip', mimeType: 'application/zip', buffer: await zipOf(cifar10) }
    await page.getByLabel('Choose files', { exact: true }).setInputFiles(zip)
    await expectDemo(page, 'Pictures', pictures)
    await givePicture(page, twoColours())
    await expect(predictions(page)).toHaveCount(3)
  })

  test('opens as loose files, and says which of them is missing', async ({ page }, testInfo) => {
    const { model, data } = sumWithData('sum.onnx_data')
    const folder = writeFiles(testInfo.outputPath('sum'), {
      'sum.onnx': model,
      'sum.onnx_data': data,
    })
    await choose(page, join(folder, 'sum.onnx'))
    await expect(page.getByRole('alert')).toContainText('sum.onnx_data is not in the folder.')
    await choose(page, [join(folder, 'sum.onnx_data'), join(folder, 'sum.onnx')])
    await expectDemo(page, 'sum', tensors)
    await expectTheWeights(page)

    await goHome(page)
    await drop(page, join(folder, 'sum.onnx'), join(folder, 'sum.onnx_data'))
    await expectDemo(page, 'sum', tensors)
    await expectTheWeights(page)
  })

  test('in several precisions runs the one that suits WASM, and another when asked', async ({
    page,
  }, testInfo) => {
    const folder = writeFiles(testInfo.outputPath('colours'), coloursInThreePrecisions())
    await choose(page, folder, true)
    await expectDemo(page, 'colours', pictures)
    const choice = page.getByRole('combobox', { name: 'Model file' })
    await expect(choice).toHaveAccessibleDescription(
      'Runs onnx/model_quantized.onnx: int8 for WASM; int4 is slow there',
    )
    await choice.selectOption('onnx/model_q4.onnx')
    await expect(choice).toHaveAccessibleDescription('Runs onnx/model_q4.onnx: as you chose')
    await givePicture(page, twoColours())
    await expect(predictions(page).first()).toContainText('green')
  })

  test('that is none leaves everything as it was, and says why', async ({
    page,
    demoUrl,
  }, testInfo) => {
    await page.goto(demoUrl('cifar10'))
    await givePicture(page, twoColours())
    const before = await predictions(page).allInnerTexts()
    await drop(
      page,
      writeFiles(testInfo.outputPath('holiday'), { 'notes.txt': 'Sun.', 'a/b.md': '' }),
    )
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('holiday')
    await expect(page.getByRole('heading', { level: 1, name: 'Pictures' })).toBeVisible()
    expect(await predictions(page).allInnerTexts()).toEqual(before)
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect(alert).toHaveCount(0)
    expect(await predictions(page).allInnerTexts()).toEqual(before)
  })

  test('is kept for Back and Forward, and no longer than the page', async ({ page }) => {
    await choose(page, cifar10, true)
    await expectDemo(page, 'Pictures', pictures)
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
    await page.goForward()
    await expectDemo(page, 'Pictures', pictures)
    await givePicture(page, twoColours())
    await page.reload()
    await expect(page.getByRole('alert')).toContainText(
      '“cifar10” was opened from your device, and the page has been loaded again since.',
    )
    await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
  })

  test('opens and predicts by keyboard alone', async ({ page }) => {
    await pressTabTo(page, 'Choose a folder')
    const folder = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await folder).setFiles(cifar10)
    await expect(page.getByRole('heading', { level: 1, name: 'Pictures' })).toBeFocused()
    await expect(readyBadge(page)).toBeVisible({ timeout: 30_000 })
    await pressTabTo(page, 'Image')
    const picture = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await picture).setFiles(twoColours())
    await expect(predictions(page)).toHaveCount(3)
  })
})

async function pressTabTo(page: Page, name: string) {
  const input = page.getByLabel(name, { exact: true })
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (await input.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Eighty times Tab does not reach “${name}”`)
}

test('every file of an export behind a link is downloaded once: to see what it is, to run it and to look into it', async ({
  page,
  hub,
  made,
}) => {
  const { model, data } = sumWithData('weights/w.bin')
  writeFiles(join(made, 'sum'), { 'sum.onnx': model, 'weights/w.bin': data })
  await page.goto('./?runtime=wasm')
  await followLink(page, 'https://models.example.org/made/sum/sum.onnx')
  await expectDemo(page, 'sum', tensors)
  await expectTheWeights(page)
  await page.getByText('About this export').click()
  await page.getByText('Inspect the model').click()
  await expect(page.getByRole('main')).toContainText('weights/w.bin')
  await expect(page.getByRole('main')).toContainText('Operators')

  const downloads = hub.requests
    .filter(({ method, range }) => method === 'GET' && range !== 'bytes=0-0')
    .map(({ path }) => path)
  for (const path of ['/made/sum/sum.onnx', '/made/sum/weights/w.bin'])
    expect(downloads.filter((one) => one === path)).toHaveLength(1)
})

test('of an export in several precisions only what runs is downloaded', async ({
  page,
  hub,
  made,
}) => {
  writeFiles(join(made, 'repository'), coloursInThreePrecisions())
  await page.goto('./?runtime=wasm')
  await followLink(page, 'tests/made')
  await expectDemo(page, 'made', pictures)
  await givePicture(page, twoColours())
  await expect(predictions(page).first()).toContainText('green')
  const models = hub.requests
    .filter(({ method, path }) => method === 'GET' && path.endsWith('.onnx'))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
  expect(new Set(models)).toEqual(new Set(['model_quantized.onnx']))
})

test.describe('what is stored', () => {
  test('is listed, is not downloaded again, and can be removed', async ({
    page,
    demoUrl,
    site,
  }) => {
    const downloads = () =>
      site.requests.filter(({ path }) => path.includes('/models/cifar10/model.onnx')).length
    const stored = page.getByRole('list', { name: 'Pictures' })
    await page.goto(demoUrl('cifar10'))
    await expect(readyBadge(page)).toBeVisible({ timeout: 30_000 })
    expect(downloads()).toBe(1)

    await page.goto(demoUrl('cifar10'))
    await givePicture(page, twoColours())
    expect(downloads()).toBe(1)

    await page.getByRole('link', { name: 'Stored models' }).click()
    await expect(stored.getByRole('listitem')).toHaveCount(1)
    await expect(stored).toContainText('model.onnx')
    await expect(stored).toContainText('verified · used today')
    await page.getByRole('button', { name: 'Remove model.onnx' }).click()
    await expect(page.getByText('Nothing is stored yet.')).toBeVisible()
    await page.reload()
    await expect(page.getByText('Nothing is stored yet.')).toBeVisible()

    await page.goto(demoUrl('cifar10'))
    await expect(readyBadge(page)).toBeVisible({ timeout: 30_000 })
    expect(downloads()).toBe(2)
  })
})
