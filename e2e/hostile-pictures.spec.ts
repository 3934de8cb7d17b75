import { basename } from 'node:path'
import { copiedJson, givePicture, type CopiedPredictions } from './support/demo.ts'
import { pngHeader, twoColours } from './support/png.ts'
import { hasShared, sharedFiles, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

// Four hundred files, one after the other.
test.setTimeout(300_000)

const refusal = /^Invalid image format/
/** What no visitor should ever read. */
const leaked = /\/mnt\/|\.cc:\d|undefined|\[object|0x[0-9a-f]{6}|NaN/

test('a file that is no picture is refused with its reason, and the last good result stays', async ({
  page,
  demoUrl,
}) => {
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, twoColours())
  const before = await copiedJson<CopiedPredictions>(page)
  const alert = page.getByRole('alert')

  const refused: [name: string, bytes: Buffer, words: RegExp][] = [
    ['empty.png', Buffer.alloc(0), /is empty/],
    ['cut.png', twoColours().buffer.subarray(0, -40), /damaged or cut off/],
    ['notes.jpg', Buffer.from('Dear diary, today'), /is a text file/],
    ['page.png', Buffer.from('<!doctype html><title>x</title>'), /is a web page/],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
    ['phone.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), /HEIC/],
    ['scan.tif', Buffer.from('II*\0\x08\0\0\0', 'latin1'), /TIFF/],
    ['large.png', pngHeader(8000, 6000), /8,000 × 6,000 pixels; the limit is 40 megapixels/],
    ['flood.png', pngHeader(20_000, 20_000), /20,000 × 20,000 pixels/],
  ]
  for (const [name, buffer, words] of refused) {
    await page
      .getByLabel('Image', { exact: true })
      .setInputFiles({ name, mimeType: 'image/png', buffer })
    await expect(alert).toContainText(refusal)
    await expect(alert).toContainText(words)
    await expect(alert).toContainText(name)
    await expect(page.getByRole('list', { name: 'Predictions' })).toBeVisible()
    expect(await copiedJson(page)).toEqual(before)
  }

  await givePicture(page, twoColours())
  await expect(alert).toBeHidden()
})

test('every hostile picture ends as a named error or a prediction, and the next good one is right', async ({
  page,
  demoUrl,
}) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  const files = [
    ...sharedFiles('fixtures/images/hostile'),
    ...sharedFiles('fixtures/images/valid/pngsuite').filter((path) =>
      /^x.*\.png$/.test(basename(path)),
    ),
  ]
  expect(files.length).toBeGreaterThan(300)
  await page.goto(demoUrl('cifar10'))
  const good = sharedPath('fixtures/images/photos/cat_224x224.jpg')
  await givePicture(page, good)
  const before = await copiedJson<CopiedPredictions>(page)

  const endings = { refused: 0, decoded: 0 }
  for (const file of files) {
    await givePicture(page, file)
    const alert = page.getByRole('alert')
    if (await alert.isVisible()) {
      const text = await alert.innerText()
      expect(text, file).toMatch(refusal)
      expect(text, file).not.toMatch(leaked)
      endings.refused++
    } else endings.decoded++
  }
  // PngSuite's corrupt files are refused one and all.
  expect(endings.refused).toBeGreaterThanOrEqual(14)

  await givePicture(page, good)
  await expect(page.getByRole('alert')).toBeHidden()
  expect(await copiedJson(page)).toEqual(before)
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
})

test('the eight EXIF orientations of one picture get one answer', async ({ page, demoUrl }) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  await page.goto(demoUrl('cifar10'))
  const answers: CopiedPredictions[] = []
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await givePicture(page, sharedPath(`fixtures/images/exif/Landscape_${orientation}.jpg`))
    answers.push(await copiedJson<CopiedPredictions>(page))
  }
  const [upright, ...others] = answers.map(({ predictions }) => predictions[0])
  for (const other of others) {
    expect(other?.class).toBe(upright?.class)
    // Each was compressed anew by its camera: the pixels differ a little.
    expect(Math.abs((other?.prob ?? 0) - (upright?.prob ?? 0))).toBeLessThan(0.1)
  }
})
