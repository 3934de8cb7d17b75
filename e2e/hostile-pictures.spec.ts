import type { Page } from '@playwright/test'
import { basename } from 'node:path'
import { copiedJson, givePicture, type CopiedPredictions } from './support/demo.ts'
import { floods } from './support/floods.ts'
import { generatedPictures } from './support/generated-pictures.ts'
import { pngHeader, twoColours } from './support/png.ts'
import { rendererBytes } from './support/renderer-bytes.ts'
import { hasShared, sharedFiles, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'

// Hundreds of files, one after the other.
test.setTimeout(600_000)

const refusal = /^Invalid image format/
/** What no visitor should ever read. */
const leaked = /\/mnt\/|\.cc:\d|undefined|\[object|\b0x[0-9a-f]{6}|NaN/

/** PngSuite's names say what they test; those with an x are its damaged ones. */
function isDamaged(file: string): boolean {
  return /^x.*\.png$/.test(basename(file))
}

/** What Chromium does not read: a rare form, and files with which libavif tests what it has to bear with or refuse. */
const unread: Readonly<Record<string, RegExp>> = {
  'monkey12.jpg': /a kind that cannot be read here: 12-bit JPEG/,
  'alpha_noispe.avif': /damaged/,
  'clap_irot_imir_non_essential.avif': /damaged/,
  'color_grid_alpha_grid_tile_shared_in_dimg.avif': /damaged/,
  'seine_sdr_gainmap_gammazero.avif': /damaged/,
  'sofa_grid1x5_420_dimg_repeat.avif': /damaged/,
  'supported_gainmap_writer_version_with_extra_bytes.avif': /damaged/,
}

/** What the generator's names promise. */
const causes: readonly (readonly [names: RegExp, cause: RegExp | 'read'])[] = [
  [/^(good_|png_named|jpg_named|jpg_(zip|html)_polyglot|exif|anim\.)/, 'read'],
  [/^(cmyk|gray|la|pal|1bit|gray16|iccp_bomb|ztxt_bomb)/, 'read'],
  [/^trunc0_|^zero/, /is empty/],
  [/^html_named/, /a web page/],
  [/^text\.jpg/, /a text file/],
  // Two bytes of one alone make no model.
  [/^onnx_named/, /does not start like any picture/],
  [/^script\.svg/, /SVG/],
  [/^tiff/, /TIFF/],
  [/^heic/, /HEIC/],
  [/^jxl/, /JPEG XL/],
  [/^(bomb_|ihdr_2g)/, /pixels; the limit is/],
  [/^polyglot_gifjs|^trunc/, /damaged or cut off|does not start like any picture/],
  [/^flip/, /./],
]
const mayBeRead = /^flip|^trunc(_1|99)_/

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

/** Gives all of them, one after the other, and returns what the page says of each that it refuses. */
async function refusals(page: Page, files: readonly string[]): Promise<Map<string, string>> {
  const said = new Map<string, string>()
  const alert = page.getByRole('alert')
  for (const file of files) {
    await givePicture(page, file)
    if (await alert.isVisible()) said.set(basename(file), await alert.innerText())
  }
  for (const [file, text] of said) {
    expect(text, file).toMatch(refusal)
    expect(text, file).not.toMatch(leaked)
  }
  return said
}

/** Opens a demo and returns a check that it still answers as it did then. */
async function openDemo(page: Page, url: string): Promise<() => Promise<void>> {
  const good = sharedPath('fixtures/images/photos/cat_224x224.jpg')
  await page.goto(url)
  await givePicture(page, good)
  const before = await copiedJson<CopiedPredictions>(page)
  return async () => {
    await givePicture(page, good)
    await expect(page.getByRole('alert')).toBeHidden()
    expect(await copiedJson(page)).toEqual(before)
    await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
  }
}

test('every hostile picture ends as a named error or a prediction, and the next good one is right', async ({
  page,
  demoUrl,
}) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  const files = [
    ...sharedFiles('fixtures/images/hostile'),
    ...sharedFiles('fixtures/images/valid/pngsuite').filter(isDamaged),
  ]
  expect(files.length).toBeGreaterThan(300)
  const stillAnswers = await openDemo(page, demoUrl('cifar10'))
  const refused = await refusals(page, files)
  // PngSuite's corrupt files are refused one and all.
  expect([...refused.keys()].filter(isDamaged).length).toBeGreaterThanOrEqual(14)
  await stillAnswers()
})

test('every valid picture is read, and one that browsers cannot read is called what it is', async ({
  page,
  demoUrl,
}) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  const files = ['valid', 'photos', 'exif']
    .flatMap((folder) => sharedFiles(`fixtures/images/${folder}`))
    .filter((file) => /\.(png|jpe?g|gif|webp|bmp|ico|avif)$/i.test(file) && !isDamaged(file))
  expect(files.length).toBeGreaterThan(400)
  const stillAnswers = await openDemo(page, demoUrl('cifar10'))
  const refused = await refusals(page, files)
  const unexpected = [...refused].filter(([file, text]) => unread[file]?.test(text) !== true)
  expect(unexpected).toEqual([])
  await stillAnswers()
})

test('what a generator of odd pictures makes is read, or refused for its true cause', async ({
  page,
  demoUrl,
}) => {
  const files = await generatedPictures()
  test.skip(files === undefined, 'there is no Python with Pillow, or the generator is not there')
  if (files === undefined) return
  expect(files.length).toBeGreaterThan(380)
  const stillAnswers = await openDemo(page, demoUrl('cifar10'))
  const refused = await refusals(page, files)
  const wrong = files
    .map((file) => basename(file))
    .flatMap((file) => {
      const text = refused.get(file)
      const [, cause] = causes.find(([names]) => names.test(file)) ?? []
      if (cause === undefined) return [`${file}: of no kind`]
      if (cause === 'read') return text === undefined ? [] : [`${file}: ${text}`]
      // Where nothing but a byte after the last pixel is gone, or a bit of a format without checksums.
      if (text === undefined) return mayBeRead.test(file) ? [] : [`${file}: was read`]
      return cause.test(text) ? [] : [`${file}: ${text}`]
    })
  expect(wrong).toEqual([])
  await stillAnswers()
})

test('a flood of pixels is refused by its header, in every format, and costs no memory', async ({
  page,
  browser,
  demoUrl,
}) => {
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, twoColours())
  const before = await rendererBytes(browser)
  const alert = page.getByRole('alert')
  for (const { name, buffer } of floods) {
    await givePicture(page, { name, mimeType: 'image/png', buffer })
    await expect(alert, name).toContainText(name)
    await expect(alert, name).toContainText(/pixels; the limit is (40 megapixels|16,384 pixels)/)
  }
  test.skip(before === undefined, 'what a process holds is read from /proc')
  const after = (await rendererBytes(browser)) ?? Number.NaN
  expect((after - (before ?? 0)) / 2 ** 20, 'MB more').toBeLessThan(32)
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
