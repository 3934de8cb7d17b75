import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import golden from '../golden/preprocess.json' with { type: 'json' }
import { syntheticPicture } from '../golden/synthetic-picture.ts'
import { pixelSource } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'
import { preprocess, type ImagePreprocessing } from './preprocess.ts'

const normalisations: Record<string, Pick<ImagePreprocessing, 'rescale' | 'mean' | 'std'>> = {
  imagenet: { rescale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  halves: { rescale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  bytes: { rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
}

const plain: ImagePreprocessing = {
  width: 2,
  height: 2,
  resize: { mode: 'exact' },
  filter: 'nearest',
  channels: 3,
  layout: 'NCHW',
  rescale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
}

const cases = golden.cases.map((line, seed) => {
  const [
    from = '',
    to = '',
    filter = '',
    side = '',
    layout = '',
    mode = '',
    values = '',
    digest = '',
  ] = line.split(' ')
  return { line, seed, from, to, filter, side, layout, mode, values, digest }
})

async function digestOf(one: (typeof cases)[number]): Promise<string> {
  const [sourceWidth = 0, sourceHeight = 0] = one.from.split('x').map(Number)
  const [width = 0, height = 0] = one.to.split('x').map(Number)
  const shorterSide = Number(one.side)
  const source = pixelSource(syntheticPicture(sourceWidth, sourceHeight, one.seed))
  const { values: tensor } = await preprocess(source, {
    width,
    height,
    resize: one.side === 'exact' ? { mode: 'exact' } : { mode: 'shorter-side', shorterSide },
    filter: one.filter as ImagePreprocessing['filter'],
    channels: one.mode === 'L' ? 1 : 3,
    layout: one.layout as ImagePreprocessing['layout'],
    ...normalisations[one.values]!,
  })
  return createHash('sha256').update(new Uint8Array(tensor.buffer)).digest('hex').slice(0, 16)
}

describe('preprocess', () => {
  it('gives the bits of Pillow, torchvision and NumPy', async () => {
    expect(cases.length).toBeGreaterThan(50)
    const digests = await Promise.all(cases.map(digestOf))
    const wrong = cases.filter((one, i) => digests[i] !== one.digest)
    expect(wrong.map((one) => one.line)).toEqual([])
  })

  it('covers crops that reach beyond the picture in the cases above', () => {
    const beyond = cases.filter(
      ({ side, to }) => Number(side) < Math.min(...to.split('x').map(Number)),
    )
    expect(beyond.length).toBeGreaterThan(3)
  })

  it('lays channels out as planes or as triples', async () => {
    const data = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255)
    const picture = pixelSource({ width: 2, height: 2, data })
    const { values: planes } = await preprocess(picture, plain)
    expect([...planes]).toEqual([1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12])
    const { values: triples } = await preprocess(picture, { ...plain, layout: 'NHWC' })
    expect([...triples]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('fills with black, in normalised units, what the picture does not reach', async () => {
    const how: ImagePreprocessing = {
      ...plain,
      width: 3,
      height: 1,
      channels: 1,
      resize: { mode: 'shorter-side', shorterSide: 1 },
      mean: [10],
      std: [2],
    }
    const white = pixelSource({ width: 1, height: 1, data: new Uint8Array(4).fill(255) })
    expect([...(await preprocess(white, how)).values]).toEqual([-5, 122.5, -5])
  })

  it('puts blue first for a network that OpenCV fed, whatever the source has first', async () => {
    const data = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255)
    const rgb = pixelSource({ width: 2, height: 1, data })
    const bgr: PixelSource = {
      ...rgb,
      order: 'BGR',
      rows: () => Int32Array.of(0x010203, 0x040506),
    }
    for (const source of [rgb, bgr]) {
      const how: ImagePreprocessing = { ...plain, height: 1, colours: 'BGR' }
      expect([...(await preprocess(source, how)).values]).toEqual([3, 6, 2, 5, 1, 4])
      const rows: ImagePreprocessing = { ...plain, height: 1, layout: 'NHWC', mean: [1, 0, 0] }
      expect([...(await preprocess(source, rows)).values]).toEqual([0, 2, 3, 3, 5, 6])
    }
  })

  it('fills a letterbox with its grey, normalised as the picture is', async () => {
    const white = pixelSource({ width: 2, height: 1, data: new Uint8Array(8).fill(255) })
    const how: ImagePreprocessing = {
      ...plain,
      width: 4,
      height: 5,
      channels: 1,
      resize: { mode: 'fit', anchor: 'centre', pad: 114 },
      mean: [14],
      std: [100],
    }
    const grey = [1, 1, 1, 1]
    const picture = Array(4).fill(Math.fround(2.41))
    expect([...(await preprocess(white, how)).values]).toEqual(
      [grey, picture, picture, grey, grey].flat(),
    )
    const cornered: ImagePreprocessing = {
      ...how,
      resize: { mode: 'fit', anchor: 'top-left', pad: 114 },
    }
    expect([...(await preprocess(white, cornered)).values]).toEqual(
      [picture, picture, grey, grey, grey].flat(),
    )
  })

  it.each([
    // Of 32 rows the middle 8 are wanted, and bicubic reaches two rows further on either side.
    ['bicubic', { mode: 'shorter-side', shorterSide: 32 }, 1500 * (12 / 32) + 2],
    ['nearest', { mode: 'fit', anchor: 'centre', pad: 0 }, 1500],
    ['lanczos', { mode: 'exact' }, 1500],
  ] as const)(
    'reads each row at most once with %s, and none in vain',
    async (filter, rule, most) => {
      const whole = pixelSource(syntheticPicture(2000, 1500, 0))
      const read: number[] = []
      const source: PixelSource = {
        ...whole,
        rows(start, end) {
          for (let row = start; row < end; row++) read.push(row)
          return whole.rows(start, end)
        },
      }
      await preprocess(source, { ...plain, width: 32, height: 8, filter, resize: rule })
      expect(new Set(read).size).toBe(read.length)
      expect(read.length).toBeLessThanOrEqual(most)
    },
  )

  it('gives the whole picture to a network that takes any size', async () => {
    const source = pixelSource(syntheticPicture(30, 20, 0))
    const resize = { mode: 'within', shorterSide: 40, longerSide: 50 } as const
    const { width, height, values, placement } = await preprocess(source, { ...plain, resize })
    expect([width, height, values.length]).toEqual([50, 33, 50 * 33 * 3])
    expect(placement).toMatchObject({ width: 50, height: 33 })
  })
})
