import { expectAccessible, expectAccessibleEverywhere } from './support/accessible.ts'
import { generate, givePicture, setNumbers } from './support/demo.ts'
import { dropFiles } from './support/drop-files.ts'
import { goHome } from './support/open-export.ts'
import { detectorOf, segmenterOf } from './support/picture-carriers.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    test.describe(`at ${width} pixels, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } })

      test('axe finds nothing on any state of the list and the text demo', async ({
        page,
        demoUrl,
      }) => {
        await page.goto('./')
        await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
        await expectAccessible(page, 'list of demos')
        await page.goto('./?model=nothing')
        await expect(page.getByRole('alert')).toBeVisible()
        await expectAccessible(page, 'unknown demo')

        await page.goto(demoUrl('stories'))
        await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
        await expectAccessible(page, 'text, on arrival')
        await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
        await setNumbers(page, { 'Max new tokens': 300 })
        await page.getByRole('button', { name: 'Generate' }).click()
        await expect(page.getByRole('status', { name: 'Speed' })).toContainText('tokens/s')
        await page.getByRole('button', { name: 'Stop' }).click()
        await expectAccessible(page, 'text, stopped')
        await setNumbers(page, { 'Max new tokens': 3 })
        await generate(page, 'Once')
        await expectAccessible(page, 'text, done')
        await page.getByRole('textbox', { name: 'Prompt' }).fill('word '.repeat(2000))
        await page.getByRole('button', { name: 'Generate' }).click()
        await expect(page.getByRole('alert')).toContainText('The context is full.')
        await expectAccessible(page, 'text, error')
      })

      test('axe finds nothing on any state of the picture demo', async ({ page, demoUrl }) => {
        await page.route('**/models/cifar10/model.onnx', () => {})
        await page.goto(demoUrl('cifar10'))
        await expect(page.getByRole('progressbar', { name: 'Loading model' })).toBeVisible()
        await expectAccessible(page, 'picture, loading')
        await page.getByRole('button', { name: 'Cancel' }).click()
        await expect(page.getByRole('button', { name: 'Load model' })).toBeVisible()
        await expectAccessible(page, 'picture, load cancelled')
        await page.unrouteAll({ behavior: 'ignoreErrors' })

        await page.goto(demoUrl('cifar10'))
        await givePicture(page, twoColours())
        await expectAccessible(page, 'picture, done')
        await page
          .getByLabel('Image', { exact: true })
          .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no') })
        await expect(page.getByRole('alert')).toBeVisible()
        await expectAccessible(page, 'picture, error')
      })
    })
  }
}

test('axe finds nothing on any state of a detector and a segmenter', async ({ page }) => {
  const labels = ['sky', 'a class with a name that is longer than a phone is wide', 'leaf', 'sea']
  await page.goto('./?runtime=wasm')
  for (const make of [detectorOf, segmenterOf]) {
    await goHome(page)
    await dropFiles(page, make(labels))
    await expect(page.getByText('Drop a picture here')).toBeVisible({ timeout: 30_000 })
    await expectAccessibleEverywhere(page, `${make.name}, on arrival`)
    await givePicture(page, twoColours())
    await expectAccessibleEverywhere(page, `${make.name}, done`)
  }
})
