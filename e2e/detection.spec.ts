import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { copiedJson, givePicture } from './support/demo.ts'
import { choose } from './support/open-export.ts'
import { hasShared, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

test.skip(!hasShared, 'the fixtures do not lie beside the project')

const models = 'fixtures/models/object-detection'
const street = 'fixtures/images/photos/australia.jpg'
const park = 'fixtures/images/valid/sharp/Channel_digital_image_CMYK_color.jpg'

interface CopiedDetections {
  readonly predictions: readonly {
    readonly class: string
    readonly prob: number
    readonly box: Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>
  }[]
}

async function open(page: Page, model: string, hash = '') {
  const names = /yolox|FastestDet/.test(model) ? ['coco.names'] : []
  await page.goto(`./?runtime=wasm${hash}`)
  await choose(
    page,
    [model, ...names].map((name) => sharedPath(`${models}/${name}`)),
  )
  await expect(page.getByText('Choose a picture')).toBeVisible({ timeout: 30_000 })
}

const detections = (page: Page) => page.getByRole('img', { name: 'Detections' })
const items = (page: Page) => page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')
const boxes = (page: Page) => detections(page).locator('rect[class]')
const confidence = (page: Page) => page.getByRole('slider', { name: 'Confidence' })

async function namesOf(page: Page): Promise<(string | null)[]> {
  const meters = await items(page).getByRole('meter').all()
  return Promise.all(meters.map((meter) => meter.getAttribute('aria-label')))
}

// What is to be seen on the photos, and where: read off them by eye, to a tenth of a side.
const onStreet = { 'stop sign': [0.12, 0.07, 0.36, 0.45], car: [0.53, 0.48, 0.97, 0.75] } as const

for (const model of ['yolox_nano.onnx', 'FastestDet.onnx']) {
  test(`${model} finds the sign and the car where they are`, async ({ page }) => {
    await open(page, model)
    await givePicture(page, sharedPath(street))
    const { predictions } = await copiedJson<CopiedDetections>(page)
    const { width, height } = await sizeOf(page.getByRole('img', { name: 'Input image' }))
    for (const [name, [left, top, right, bottom]] of Object.entries(onStreet)) {
      const found = predictions.find((each) => each.class === name)
      expect(found, name).toBeDefined()
      const { box } = found!
      expect(Math.abs(box.left / width - left), `${name}, left`).toBeLessThan(0.1)
      expect(Math.abs(box.top / height - top), `${name}, top`).toBeLessThan(0.1)
      expect(Math.abs(box.right / width - right), `${name}, right`).toBeLessThan(0.1)
      expect(Math.abs(box.bottom / height - bottom), `${name}, bottom`).toBeLessThan(0.1)
    }
    await expect(boxes(page)).toHaveCount(predictions.length)
  })
}

test('people, dog and bench in the park are found, and the boxes lie on the picture', async ({
  page,
}) => {
  await open(page, 'yolox_nano.onnx')
  await givePicture(page, sharedPath(park))
  expect(new Set(await namesOf(page))).toEqual(new Set(['dog', 'person', 'bench']))
  const picture = (await page.getByRole('img', { name: 'Input image' }).boundingBox())!
  const drawn = (await detections(page).boundingBox())!
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(Math.abs(picture[side] - drawn[side]), side).toBeLessThanOrEqual(1)
  for (const label of await detections(page).locator('text').all()) {
    const place = (await label.boundingBox())!
    expect(place.x).toBeGreaterThanOrEqual(drawn.x)
    expect(place.x + place.width).toBeLessThanOrEqual(drawn.x + drawn.width)
    expect(place.y).toBeGreaterThanOrEqual(drawn.y)
  }
})

test('faces are found with five places on each', async ({ page }) => {
  await open(page, 'yunet_n_320_320.onnx')
  await givePicture(page, sharedPath(park))
  expect(await namesOf(page)).toEqual(['face', 'face'])
  await expect(detections(page).locator('circle')).toHaveCount(10)
})

test('the sliders choose among the boxes of one run, by keyboard too', async ({ page }) => {
  await open(page, 'yolox_nano.onnx')
  await givePicture(page, sharedPath(park))
  const few = await items(page).count()
  const ranFor = await page.getByText(/^decode /).innerText()
  await confidence(page).focus()
  await page.keyboard.press('Home')
  await expect.poll(() => items(page).count()).toBeGreaterThan(few)
  await expect(boxes(page)).toHaveCount(await items(page).count())
  await expect.poll(() => page.url()).toContain('confidence=0.05')
  await page.keyboard.press('End')
  await expect(items(page)).toHaveCount(0)
  await expect(page.getByText(/The most certain was “dog”/)).toBeVisible()
  await page.getByRole('button', { name: /^Lower it to/ }).click()
  await expect(items(page)).toHaveCount(1)
  expect(await page.getByText(/^decode /).innerText()).toBe(ranFor)
})

test('list and picture point at each other', async ({ page }) => {
  await open(page, 'yolox_nano.onnx')
  await givePicture(page, sharedPath(street))
  const marked = detections(page).locator('rect[class][stroke-width="3"]')
  await items(page).first().hover()
  await expect(marked).toHaveCount(1)
  await page.mouse.move(0, 0)
  await expect(marked).toHaveCount(0)
  // The car's middle, on which no other box lies.
  await detections(page).scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await detections(page).boundingBox())!
  await page.mouse.click(x + 0.75 * width, y + 0.62 * height)
  const pressed = items(page).getByRole('button', { pressed: true })
  await expect(pressed).toContainText('car')
  await expect(marked).toHaveCount(1)
})

test('a picture that cannot be read leaves the last one with its boxes', async ({ page }) => {
  await open(page, 'yolox_nano.onnx')
  await givePicture(page, sharedPath(street))
  const before = await namesOf(page)
  const buffer = readFileSync(sharedPath(street)).subarray(0, 5000)
  await givePicture(page, { name: 'cut.jpg', mimeType: 'image/jpeg', buffer })
  await expect(page.getByRole('alert')).toContainText('Invalid image format')
  expect(await namesOf(page)).toEqual(before)
  await expect(boxes(page)).toHaveCount(before.length)
})

test('a picture that was turned is annotated upright, at its full size', async ({ page }) => {
  await open(page, 'yolox_nano.onnx', '#confidence=0.05')
  await givePicture(page, sharedPath('fixtures/images/exif/Landscape_6.jpg'))
  const size = await sizeOf(page.getByRole('img', { name: 'Input image' }))
  expect(size.width).toBeGreaterThan(size.height)
  const png = await download(page, 'Download PNG')
  expect(png.name).toBe('Landscape_6-detections.png')
  expect(png.bytes.readUInt32BE(16)).toBe(size.width)
  expect(png.bytes.readUInt32BE(20)).toBe(size.height)
})

test('what is shown can be taken along', async ({ page }) => {
  await open(page, 'yolox_nano.onnx')
  await givePicture(page, sharedPath(street))
  const copied = await copiedJson<CopiedDetections>(page)
  const saved = await download(page, 'Download JSON')
  expect(saved.name).toBe('australia-detections.json')
  expect(JSON.parse(saved.bytes.toString())).toEqual(copied)
  const coco = JSON.parse((await download(page, 'Download COCO')).bytes.toString()) as {
    category_id: number
    bbox: number[]
  }[]
  // COCO's own numbers: 13 is a stop sign, 3 a car.
  expect(coco.slice(0, 2).map((row) => row.category_id)).toEqual([13, 3])
  const { left, top, right, bottom } = copied.predictions[0]!.box
  const [x = NaN, y = NaN, width = NaN, height = NaN] = coco[0]!.bbox
  expect([x, y]).toEqual([expect.closeTo(left, 1), expect.closeTo(top, 1)])
  expect([x + width, y + height]).toEqual([expect.closeTo(right, 1), expect.closeTo(bottom, 1)])
})

test('the page is accessible with and without boxes', async ({ page }) => {
  await open(page, 'yolox_nano.onnx')
  await expectAccessibleEverywhere(page, 'before a picture')
  await givePicture(page, sharedPath(park))
  await expectAccessibleEverywhere(page, 'with boxes')
  await confidence(page).fill('0.95')
  await expect(items(page)).toHaveCount(0)
  await expectAccessibleEverywhere(page, 'with nothing found')
})

/** In its own pixels. */
function sizeOf(image: Locator): Promise<{ width: number; height: number }> {
  return image.evaluate((element) => {
    const { naturalWidth, naturalHeight } = element as HTMLImageElement
    return { width: naturalWidth, height: naturalHeight }
  })
}

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}
