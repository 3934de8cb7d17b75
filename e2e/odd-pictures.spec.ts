import { readFileSync } from 'node:fs'
import type { StaticServer } from '../hosting/static-server.js'
import type { Colour } from '../src/core/pixels/lay-on.ts'
import { servePixelPage } from './support/pixel-page.ts'
import { hasShared } from './support/shared.ts'
import { expect, test as base } from './support/test.ts'
import type { Pixels } from './tools/pixels.ts'

declare const pixels: Pixels

const test = base.extend<object, { site: StaticServer }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await servePixelPage()
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

test.skip(!hasShared, 'the fixtures do not lie beside the project')

const golden = JSON.parse(
  readFileSync(new URL('golden/decoded.json', import.meta.url), 'utf8'),
) as { cases: string[] }
const cases = golden.cases.map((line) => {
  const [path = '', size = '', onWhite = '', onGreen] = line.split(' ')
  return { path, size, onWhite, onGreen }
})
const green: Colour = [12, 200, 90]

/** What Chromium and this Pillow read differently, and why. */
const otherwise: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['five bits become eight by another formula: a level at most', 'bmp/images', 'V4_R5_G6_B5.bmp'],
    ['five bits become eight by another formula: a level at most', 'bmp/images', 'rgb16-565.bmp'],
    ['five bits become eight by another formula: a level at most', 'bmp/images', 'rgb16.bmp'],
    ['Pillow knows no alpha in a BMP', 'bmp/images', 'V5_A1_R5_G5_B5.bmp'],
    ['Pillow knows no alpha in a BMP', 'bmp/images', 'V5_A8_R8_G8_B8_Rgb.bmp'],
    ['Pillow knows no alpha in a BMP', 'bmp/images', 'lenient/V5_A8_R8_G8_B8_Rgb_BadMask.bmp'],
    ['damaged', 'bmp/images', 'lenient/badrle.bmp'],
    ['Pillow misreads runs of four bits', 'bmp/images', 'pal4rle.bmp'],
    ['Pillow misreads runs of four bits', 'bmp/images', 'pal4rlecut.bmp'],
    ['Pillow misreads runs of four bits', 'bmp/images', 'pal4rletrns.bmp'],
    ['colours that its palette does not have', 'bmp/images', 'pal8badindex.bmp'],
    ['a first frame smaller than the picture', 'gif/anim', 'border_touching_layers.gif'],
    ['a first frame smaller than the picture', 'gif/anim', 'issue_1455_undersized.gif'],
    ['another of its pictures is chosen', 'ico/images', 'bmp_v5_with_icc.ico'],
    ['another of its pictures is chosen', 'ico/images', 'bmp_v5_with_icc.ico on green'],
    ['another of its pictures is chosen', 'ico/images', 'two-entry-order-test.ico'],
    [
      'Pillow gives the picture beside the animation',
      'png/apng/wpt',
      'fcTL-dispose-in-region-previous.png',
    ],
  ].map(([why = '', folder, name]) => [`valid/image-rs/${folder}/${name}`, why]),
)

test('decoded pictures of every kind have Pillow’s bytes, on white and on another colour', async ({
  page,
}) => {
  test.setTimeout(120_000)
  expect(cases.length).toBeGreaterThan(300)
  await page.goto('./')
  const asked = cases.flatMap(({ path, onGreen }) => {
    const url = `fixtures/images/${path.split('/').map(encodeURIComponent).join('/')}`
    return onGreen === undefined ? [{ url }] : [{ url }, { url, background: green }]
  })
  const hashes = await page.evaluate((all) => pixels.decodedHashes(all), asked)
  const expected = cases.flatMap(({ path, onWhite, onGreen }) =>
    onGreen === undefined
      ? [`${path} ${onWhite}`]
      : [`${path} ${onWhite}`, `${path} on green ${onGreen}`],
  )
  const wrong = expected.filter((line, i) => !line.endsWith(` ${hashes[i]?.slice(0, 16)}`))
  const named = wrong.map((line) => line.slice(0, -17))
  expect(named.filter((line) => !(line in otherwise))).toEqual([])
  // What is listed as different and is not any more, goes from the list.
  expect(Object.keys(otherwise).filter((line) => !named.includes(line))).toEqual([])
})
