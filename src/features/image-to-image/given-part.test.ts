import { describe, expect, it } from 'vitest'
import { givenPart } from './given-part.ts'

const frame = { width: 224, height: 224 }
const picture = { width: 640, height: 480 }

describe('what of a picture a model is given', () => {
  it.each([
    ['whatever its shape', { mode: 'exact' }, { width: 224, height: 224 }],
    ['in a frame', { mode: 'fit', anchor: 'centre', pad: 0 }, { width: 224, height: 168 }],
    [
      'as large as it may be',
      { mode: 'within', shorterSide: 240, longerSide: 900 },
      { width: 320, height: 240 },
    ],
  ] as const)('is all of it, %s', (_how, resize, size) => {
    expect(givenPart(picture, { ...frame, resize })).toEqual({
      area: { left: 0, top: 0, ...picture },
      size,
    })
  })

  it('is its middle where that is cut out', () => {
    const resize = { mode: 'shorter-side', shorterSide: 240 } as const
    expect(givenPart(picture, { ...frame, resize })).toEqual({
      // 8 of 240 rows are cut away above, 48 of 320 columns on the left; one of these is two of the picture's.
      area: { left: 96, top: 16, width: 448, height: 448 },
      size: frame,
    })
  })

  it('is no more than there is where the cut is larger than the picture', () => {
    const resize = { mode: 'shorter-side', shorterSide: 112 } as const
    const { area, size } = givenPart({ width: 100, height: 100 }, { ...frame, resize })
    expect(area).toEqual({ left: 0, top: 0, width: 100, height: 100 })
    expect(size).toEqual({ width: 112, height: 112 })
  })
})
