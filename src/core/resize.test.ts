import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import golden from './golden/resize.json' with { type: 'json' }
import { syntheticPicture } from './golden/synthetic-picture.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { resize } from './resize.ts'

const cases = golden.cases.map((line, seed) => {
  const [from = '', to = '', filter = '', mode = '', window = '', digest = ''] = line.split(' ')
  return { line, seed, from, to, filter, mode, window, digest }
})

function digestOf({ seed, from, to, filter, mode, window }: (typeof cases)[number]): string {
  const [sourceWidth = 0, sourceHeight = 0] = from.split('x').map(Number)
  const [width = 0, height = 0] = to.split('x').map(Number)
  const [left = 0, top = 0, partWidth = width, partHeight = height] =
    window === 'whole' ? [] : window.split(',').map(Number)
  const { data } = resize(syntheticPicture(sourceWidth, sourceHeight, seed), {
    width,
    height,
    filter: filter as ResampleFilter,
    channels: mode === 'L' ? 1 : 3,
    window: { left, top, width: partWidth, height: partHeight },
  })
  return createHash('sha256').update(data).digest('hex').slice(0, 16)
}

describe('resize', () => {
  const filters: ResampleFilter[] = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos']
  it.each(filters)('gives the bytes of Pillow with %s', (filter) => {
    const ofFilter = cases.filter((one) => one.filter === filter)
    expect(ofFilter.length).toBeGreaterThan(40)
    const wrong = ofFilter.filter((one) => digestOf(one) !== one.digest)
    expect(wrong.map((one) => one.line)).toEqual([])
  })

  it('covers luma and windows in the cases above', () => {
    expect(cases.filter((one) => one.mode === 'L').length).toBeGreaterThan(50)
    expect(cases.filter((one) => one.window !== 'whole').length).toBeGreaterThan(100)
  })

  it('leaves a picture of the wanted size as it is', () => {
    const picture = syntheticPicture(5, 4, 0)
    const { data } = resize(picture, { width: 5, height: 4, filter: 'lanczos' })
    expect([...data]).toEqual([...picture.data].filter((_, i) => i % 4 !== 3))
  })

  it('reads pixels that do not begin on a multiple of four bytes', () => {
    const { width, height, data } = syntheticPicture(9, 7, 3)
    const shifted = new Uint8Array(data.length + 1).subarray(1)
    shifted.set(data)
    const options = { width: 4, height: 4, filter: 'bicubic' } as const
    const fromShifted = resize({ width, height, data: shifted }, options)
    expect(fromShifted).toEqual(resize({ width, height, data }, options))
  })

  it('computes a small window of an enormous upscale without the rest', () => {
    const window = { left: 0, top: 2_000_000, width: 8, height: 8 }
    const options = { width: 256, height: 4_194_304, filter: 'bilinear', window } as const
    const { data } = resize(syntheticPicture(1, 16_384, 0), options)
    expect(data).toHaveLength(8 * 8 * 3)
  })
})
