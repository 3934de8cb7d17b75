import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import golden from '../golden/resize.json' with { type: 'json' }
import { syntheticPicture } from '../golden/synthetic-picture.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { pixelSource } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'
import { resize } from './resize.ts'

const cases = golden.cases.map((line, seed) => {
  const [from = '', to = '', filter = '', mode = '', window = '', digest = ''] = line.split(' ')
  return { line, seed, from, to, filter, mode, window, digest }
})

async function digestOf(one: (typeof cases)[number]): Promise<string> {
  const { seed, from, to, filter, mode, window } = one
  const [sourceWidth = 0, sourceHeight = 0] = from.split('x').map(Number)
  const [width = 0, height = 0] = to.split('x').map(Number)
  const [left = 0, top = 0, partWidth = width, partHeight = height] =
    window === 'whole' ? [] : window.split(',').map(Number)
  const source = pixelSource(syntheticPicture(sourceWidth, sourceHeight, seed))
  const { data } = await resize(source, {
    width,
    height,
    filter: filter as ResampleFilter,
    channels: mode === 'L' ? 1 : 3,
    window: { left, top, width: partWidth, height: partHeight },
  })
  return hashOf(data)
}

function hashOf(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 16)
}

describe('resize', () => {
  const filters: ResampleFilter[] = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos']
  it.each(filters)('gives the bytes of Pillow with %s', async (filter) => {
    const ofFilter = cases.filter((one) => one.filter === filter)
    expect(ofFilter.length).toBeGreaterThan(40)
    const digests = await Promise.all(ofFilter.map(digestOf))
    const wrong = ofFilter.filter((one, i) => digests[i] !== one.digest)
    expect(wrong.map((one) => one.line)).toEqual([])
  })

  it('covers luma and windows in the cases above', () => {
    expect(cases.filter((one) => one.mode === 'L').length).toBeGreaterThan(50)
    expect(cases.filter((one) => one.window !== 'whole').length).toBeGreaterThan(100)
  })

  it('leaves a picture of the wanted size as it is', async () => {
    const picture = syntheticPicture(5, 4, 0)
    const { data } = await resize(pixelSource(picture), { width: 5, height: 4, filter: 'lanczos' })
    expect([...data]).toEqual([...picture.data].filter((_, i) => i % 4 !== 3))
  })

  it('reads pixels that do not begin on a multiple of four bytes', async () => {
    const { width, height, data } = syntheticPicture(9, 7, 3)
    const shifted = new Uint8Array(data.length + 1).subarray(1)
    shifted.set(data)
    const options = { width: 4, height: 4, filter: 'bicubic' } as const
    const fromShifted = await resize(pixelSource({ width, height, data: shifted }), options)
    expect(fromShifted).toEqual(await resize(pixelSource({ width, height, data }), options))
  })

  it('computes a small window of an enormous upscale without the rest', async () => {
    const window = { left: 0, top: 2_000_000, width: 8, height: 8 }
    const options = { width: 256, height: 4_194_304, filter: 'bilinear', window } as const
    const { data } = await resize(pixelSource(syntheticPicture(1, 16_384, 0)), options)
    expect(data).toHaveLength(8 * 8 * 3)
  })

  it.each(filters)(
    'gives the same with %s from bands of a picture that has blue first',
    async (filter) => {
      const whole = pixelSource(syntheticPicture(600, 900, 5))
      // In memory that is used again for the next band.
      const band = new Int32Array(600 * 450)
      let bands = 0
      const inBands: PixelSource = {
        width: 600,
        height: 900,
        order: 'BGR',
        async rows(start, end) {
          bands += 1
          for (const [i, pixel] of (await whole.rows(start, end)).entries()) {
            band[i] = (pixel & 0xff00) | ((pixel & 255) << 16) | ((pixel >> 16) & 255)
          }
          return band.subarray(0, 600 * (end - start))
        },
      }
      for (const channels of [1, 3] as const) {
        const options = { width: 61, height: 300, filter, channels }
        const [ours, theirs] = [await resize(inBands, options), await resize(whole, options)]
        expect(hashOf(ours.data)).toBe(hashOf(theirs.data))
      }
      expect(bands).toBeGreaterThan(2)
    },
  )
})
