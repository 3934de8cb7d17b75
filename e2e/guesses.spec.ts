import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { copiedJson, givePicture, type CopiedPredictions } from './support/demo.ts'
import { colourClassifier, writeFiles } from './support/made-exports.ts'
import { choose, expectDemo, goHome } from './support/open-export.ts'
import { twoColours } from './support/png.ts'
import { hasShared, sharedJson, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

const pictures = 'Names what a picture shows'
const predictions = (page: Page) =>
  page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')

test('what was guessed can be corrected, kept in a vitrine.json, and is guessed no more', async ({
  page,
}, testInfo) => {
  const folder = writeFiles(testInfo.outputPath('colours'), { 'colours.onnx': colourClassifier() })
  await page.goto('./?runtime=wasm')
  await choose(page, folder, true)
  await expectDemo(page, 'colours', pictures)
  await givePicture(page, twoColours())
  await expect(predictions(page).first()).toContainText('class_1')
  await expect(page.getByRole('note')).toContainText('is a guess')

  await page.getByText('Correct what was detected').click()
  await page.getByRole('textbox', { name: 'Labels', exact: true }).fill('red\ngreen\nblue')
  await page.getByRole('textbox', { name: 'Standard deviation' }).fill('1, 5, 1')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('corrected', { exact: true })).toBeVisible()
  await expectDemo(page, 'colours', pictures)
  await givePicture(page, twoColours())
  await expect(predictions(page).first()).toContainText('blue')
  const { predictions: corrected } = await copiedJson<CopiedPredictions>(page)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download vitrine.json' }).click()
  await (await download).saveAs(join(folder, 'vitrine.json'))

  await goHome(page)
  await choose(page, folder, true)
  await expectDemo(page, 'colours', pictures)
  await givePicture(page, twoColours())
  expect((await copiedJson<CopiedPredictions>(page)).predictions).toEqual(corrected)
  await expect(page.getByText(/^\d+ guess(es)?$/)).toHaveCount(0)
  await expect(page.getByRole('note')).toHaveCount(0)
})

test.describe('an ImageNet model of the zoo', () => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  const folder = sharedPath('fixtures/models/image-classification')
  const model = join(folder, 'mobilenetv2-12-int8.onnx')
  interface Golden {
    cases: { image: string; top5: { index: number; class: string }[] }[]
  }

  for (const [what, files, nameOf] of [
    [
      'with its labels beside it',
      [model, join(folder, 'imagenet-synset.txt')],
      (top: { class: string }) => top.class,
    ],
    ['alone', [model], (top: { index: number }) => `class_${top.index}`],
  ] as const) {
    test(`${what} sees what it sees through Python, with nothing configured`, async ({ page }) => {
      const { cases } = sharedJson<Golden>('fixtures/golden/mobilenetv2-12-int8.json')
      await page.goto('./?runtime=wasm')
      await choose(page, files)
      await expectDemo(page, 'mobilenetv2-12-int8', pictures)
      for (const { image, top5 } of cases.slice(0, files.length > 1 ? cases.length : 3)) {
        await givePicture(page, sharedPath(`fixtures/${image}`))
        const { predictions: seen } = await copiedJson<CopiedPredictions>(page)
        expect(seen[0]?.class, image).toBe(top5[0] && nameOf(top5[0]))
      }
    })
  }

  test('keeps what was guessed about it when a part is corrected, and in its vitrine.json', async ({
    page,
  }, testInfo) => {
    const { cases } = sharedJson<Golden>('fixtures/golden/mobilenetv2-12-int8.json')
    const [photo] = cases
    await page.goto('./?runtime=wasm')
    await choose(page, model)
    await expectDemo(page, 'mobilenetv2-12-int8', pictures)
    const crop = page.getByText(/shorter side to 256, then the middle; normalised with mean 0\.485/)
    await expect(crop).toBeVisible()
    await page.getByText('Correct what was detected').click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download vitrine.json' }).click()
    const vitrine = testInfo.outputPath('vitrine.json')
    await (await download).saveAs(vitrine)
    await page.getByRole('combobox', { name: 'Filter' }).selectOption('Bicubic')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByText('corrected', { exact: true })).toBeVisible()
    await expect(crop).toBeVisible()

    await goHome(page)
    await choose(page, [model, vitrine])
    await expectDemo(page, 'mobilenetv2-12-int8', pictures)
    await expect(crop).toBeVisible()
    await givePicture(page, sharedPath(`fixtures/${photo?.image}`))
    const { predictions: seen } = await copiedJson<CopiedPredictions>(page)
    expect(seen[0]?.class).toBe(`class_${photo?.top5[0]?.index}`)
  })
})
