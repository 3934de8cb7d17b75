import type { StaticServer } from '../hosting/static-server.js'
import type { ResampleFilter } from '../src/core/pixels/resample-filter.ts'
import type { ImagePreprocessing } from '../src/core/pixels/preprocess.ts'
import { servePixelPage } from './support/pixel-page.ts'
import { hasShared, sharedJson } from './support/shared.ts'
import { expect, test as base } from './support/test.ts'
import type { Pixels } from './tools/pixels.ts'

declare const pixels: Pixels

interface ResizeGolden {
  cases: {
    source: string
    decoded_rgb_sha256: string
    resized: { filter: ResampleFilter; width: number; height: number; rgb_sha256: string }[]
  }[]
}

interface TensorGolden {
  cases: { image: string; pixel_values_sha256: string }[]
}

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

test('Chromium’s decoded pixels and our resized ones are Pillow’s, byte for byte', async ({
  page,
}) => {
  const { cases } = sharedJson<ResizeGolden>('fixtures/golden/resize.json')
  await page.goto('./')
  let compared = 0
  for (const { source, decoded_rgb_sha256, resized } of cases) {
    const url = `fixtures/${source}`
    const decoded = await page.evaluate((path) => pixels.decodedHash(path), url)
    expect(decoded, `${source} decoded`).toBe(decoded_rgb_sha256)
    for (const { filter, width, height, rgb_sha256 } of resized) {
      const hash = await page.evaluate(([path, w, h, by]) => pixels.resizedHash(path, w, h, by), [
        url,
        width,
        height,
        filter,
      ] as const)
      expect(hash, `${source} to ${width} × ${height}, ${filter}`).toBe(rgb_sha256)
      compared++
    }
  }
  expect(compared).toBe(72)
})

test('the tensors of seven photos are those of Pillow and NumPy, bit for bit', async ({ page }) => {
  const { cases } = sharedJson<TensorGolden>('fixtures/golden/mobilenetv2-12-int8.json')
  const preprocessing: ImagePreprocessing = {
    width: 224,
    height: 224,
    resize: { mode: 'shorter-side', shorterSide: 256 },
    filter: 'bilinear',
    channels: 3,
    layout: 'NCHW',
    rescale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  }
  await page.goto('./')
  for (const { image, pixel_values_sha256 } of cases) {
    const hash = await page.evaluate(([url, how]) => pixels.tensorHash(url, how), [
      `fixtures/${image}`,
      preprocessing,
    ] as const)
    expect(hash, image).toBe(pixel_values_sha256)
  }
})
