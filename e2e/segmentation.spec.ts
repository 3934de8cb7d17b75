import { readFileSync, writeFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { Page, TestInfo } from '@playwright/test'
import {
  agreementWith,
  goldenCases,
  realSegmenters,
  shareOf,
  type RealSegmenter,
} from '../src/testing/segmentation-golden.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { copiedJson, givePicture } from './support/demo.ts'
import { choose } from './support/open-export.ts'
import { hasShared, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

test.skip(!hasShared, 'the fixtures do not lie beside the project')

const park = 'fixtures/images/valid/sharp/Channel_digital_image_CMYK_color.jpg'
const modelPath = (name: RealSegmenter) =>
  sharedPath(`fixtures/models/image-segmentation/${realSegmenters[name].model}`)

interface CopiedAreas {
  readonly predictions: readonly { readonly class: string; readonly area: number }[]
}

const mask = (page: Page) => page.getByRole('img', { name: 'Mask' })
const rows = (page: Page) => page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')

async function open(page: Page, paths: string | readonly string[]) {
  await page.goto('./?runtime=wasm')
  await choose(page, paths)
  await expect(page.getByText('Choose a picture')).toBeVisible({ timeout: 30_000 })
}

/** The other thing that BodyPix tells apart, which its author has to ask for. */
async function openParts(page: Page, info: TestInfo) {
  const vitrine = info.outputPath('vitrine.json')
  const segmentation = { head: 'semantic', output: 'part_heatmaps', layout: 'NHWC' }
  writeFileSync(vitrine, JSON.stringify({ task: 'image-segmentation', segmentation }))
  await open(page, [modelPath('parts'), vitrine])
}

async function download(page: Page, name: RegExp): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  return readFileSync(await (await coming).path())
}

/** The numbers of a PNG of 8-bit greys, whose rows are not filtered: what `core/masks/png.ts` writes. */
function numbersIn(png: Buffer) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect([...png.subarray(24, 29)]).toEqual([8, 0, 0, 0, 0])
  const rowsWithFilters = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)))
  const labels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    labels.set(rowsWithFilters.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width)
  }
  return { width, height, labels }
}

for (const name of ['selfie', 'person', 'parts'] as const) {
  test(`${realSegmenters[name].model}, ${name}: the masks of all pictures are those of Python`, async ({
    page,
  }, info) => {
    test.slow()
    if (name === 'parts') await openParts(page, info)
    else await open(page, modelPath(name))
    for (const { picture, [name]: expected } of goldenCases) {
      await test.step(picture, async () => {
        await givePicture(page, sharedPath(`fixtures/${picture}`))
        await expect(mask(page)).toBeVisible()
        const found = numbersIn(await download(page, /^Download numbers/))
        expect(agreementWith(expected, found), picture).toBeGreaterThanOrEqual(0.998)
        for (const [label, share] of Object.entries<number>(expected.shares)) {
          expect(Math.abs(shareOf(found.labels, Number(label)) - share), picture).toBeLessThan(2e-3)
        }
      })
    }
  })
}

test('mother and child in the park are cut out, and nothing else', async ({ page }) => {
  await open(page, modelPath('person'))
  await givePicture(page, sharedPath(park))
  await expect(mask(page)).toBeVisible()
  const png = await download(page, /^Download cut-out/)
  const alpha = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const at = (x: number, y: number) =>
      [...context.getImageData(bitmap.width * x, bitmap.height * y, 1, 1).data][3]!
    return { mother: at(0.6, 0.3), tree: at(0.1, 0.2), dog: at(0.45, 0.83) }
  }, png.toString('base64'))
  expect(alpha.mother).toBeGreaterThan(150)
  expect([alpha.tree, alpha.dog]).toEqual([0, 0])
})

test('the mask lies on the picture, and follows the threshold without another run', async ({
  page,
}) => {
  await open(page, modelPath('person'))
  await givePicture(page, sharedPath(park))
  await expect(mask(page)).toBeVisible()
  expect(await mask(page).boundingBox()).toEqual(
    await page.getByRole('img', { name: 'Input image' }).boundingBox(),
  )
  const before = (await copiedJson<CopiedAreas>(page)).predictions[0]!.area
  await page.getByRole('slider', { name: 'Threshold' }).fill('0.3')
  const after = (await copiedJson<CopiedAreas>(page)).predictions[0]!.area
  expect(after).toBeGreaterThan(before)
})

test('one part of many is shown alone by keyboard, and the page says what it shows', async ({
  page,
}, info) => {
  await openParts(page, info)
  await givePicture(page, sharedPath(park))
  await expect(mask(page)).toBeVisible()
  await expect(rows(page)).toHaveCount(8)
  await page.getByRole('button', { name: /^All \d+ areas$/ }).click()
  expect(await rows(page).count()).toBeGreaterThan(15)
  const second = rows(page).nth(1).getByRole('button')
  await second.focus()
  await page.keyboard.press('Space')
  await expect(second).toHaveAttribute('aria-pressed', 'true')
  const name = await rows(page).nth(1).getByRole('meter').getAttribute('aria-label')
  await expect(mask(page)).toHaveAttribute('data-segments', name!)
  await expectAccessibleEverywhere(page, 'one part alone')
})
