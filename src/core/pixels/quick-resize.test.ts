import { describe, expect, it } from 'vitest'
import { pixelSource, unpackPixels } from './packed-pixels.ts'
import { quickResize } from './quick-resize.ts'

/** One grey value a pixel, but for red and blue, which are shifted so that channels cannot be mistaken. */
function picture(width: number, height: number, grey: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = grey(x, y)
      data.set([value, 255 - value, Math.floor(value / 2), 0], (y * width + x) * 4)
    }
  }
  return pixelSource({ width, height, data })
}

async function resized(source: ReturnType<typeof picture>, width: number, height: number) {
  const small = await quickResize(source, { width, height })
  return [...unpackPixels(await small.rows(0, height), 3, small.order)]
}

describe('the quick resize', () => {
  it('gives the mean of each block, channel by channel', async () => {
    const source = picture(4, 2, (x, y) => [10, 20, 200, 220, 30, 40, 240, 100][y * 4 + x]!)
    const mean = (values: number[]) => Math.round(values.reduce((a, b) => a + b) / values.length)
    const block = (greys: number[]) => [
      mean(greys),
      mean(greys.map((grey) => 255 - grey)),
      mean(greys.map((grey) => Math.floor(grey / 2))),
    ]
    expect(await resized(source, 2, 1)).toEqual([
      ...block([10, 20, 30, 40]),
      ...block([200, 220, 240, 100]),
    ])
  })

  it('leaves a picture of the wanted size as it is', async () => {
    const source = picture(3, 3, (x, y) => x * 40 + y * 7)
    const before = [...unpackPixels(await source.rows(0, 3), 3, 'RGB')]
    expect(await resized(source, 3, 3)).toEqual(before)
  })

  it('keeps the brightest white white, also where it samples', async () => {
    expect(
      await resized(
        picture(640, 640, () => 255),
        2,
        2,
      ),
    ).toEqual(Array.from({ length: 4 }, () => [255, 0, 127]).flat())
  })

  it('comes within two levels of the true mean of a slope that it only samples', async () => {
    const source = picture(1280, 16, (x) => Math.floor(x / 5))
    const small = await resized(source, 4, 1)
    for (const [index, truth] of [31.5, 95.5, 159.5, 223.5].entries())
      expect(Math.abs(small[index * 3]! - truth)).toBeLessThanOrEqual(2)
  })

  it('makes a picture larger', async () => {
    const reds = await resized(
      picture(2, 1, (x) => x * 100),
      4,
      1,
    )
    expect([0, 1, 2, 3].map((x) => reds[x * 3])).toEqual([0, 0, 100, 100])
  })

  it('reads bands of a picture that does not fit into one', async () => {
    const source = picture(2048, 300, (_, y) => (y < 150 ? 0 : 200))
    const small = await resized(source, 1, 2)
    expect([small[0], small[3]]).toEqual([0, 200])
  })

  it('keeps the order of colours', async () => {
    const source = { ...picture(2, 1, () => 90), order: 'BGR' } as const
    expect((await quickResize(source, { width: 1, height: 1 })).order).toBe('BGR')
  })
})
