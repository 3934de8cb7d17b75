import { describe, expect, it } from 'vitest'
import { layOn } from './lay-on.ts'

/** Of every own level, alpha and level beneath. */
const levels = [0, 1, 2, 63, 64, 100, 127, 128, 129, 200, 254, 255]
const alphas = Array.from({ length: 256 }, (_, alpha) => alpha)

describe('a transparent picture on a colour', () => {
  it('is the nearest level to what lies between the two', () => {
    for (const under of levels) {
      for (const over of levels) {
        const pixels = Int32Array.from(alphas, (alpha) => (alpha << 24) | (over << 8))
        layOn(pixels, [0, under, 0], 'RGB')
        for (const alpha of alphas) {
          const exact = (under * (255 - alpha) + over * alpha) / 255
          expect((pixels[alpha]! >> 8) & 255).toBe(Math.round(exact))
        }
      }
    }
  })

  it('keeps red and blue apart in either order', () => {
    const clear = () => Int32Array.of(0)
    const [rgb, bgr] = [clear(), clear()]
    layOn(rgb, [1, 2, 3], 'RGB')
    layOn(bgr, [1, 2, 3], 'BGR')
    expect([rgb[0], bgr[0]]).toEqual([0x030201, 0x010203])
  })

  it('is itself where it is opaque', () => {
    const pixels = Int32Array.of(0xff112233 | 0)
    layOn(pixels, [9, 9, 9], 'RGB')
    expect(pixels[0]! & 0xffffff).toBe(0x112233)
  })
})
