import { describe, expect, it } from 'vitest'
import { centreCrop, shorterSideSize } from './crop-window.ts'

describe('shorterSideSize', () => {
  it('cuts the fraction of the longer side off', () => {
    expect(shorterSideSize({ width: 1300, height: 876 }, 256)).toEqual({ width: 379, height: 256 })
    expect(shorterSideSize({ width: 334, height: 500 }, 256)).toEqual({ width: 256, height: 383 })
  })

  it('keeps a picture whose shorter side fits already', () => {
    expect(shorterSideSize({ width: 256, height: 379 }, 256)).toEqual({ width: 256, height: 379 })
  })
})

describe('centreCrop', () => {
  const crop = { width: 224, height: 224 }

  it('rounds half a pixel to the even side, as Python does', () => {
    expect(centreCrop({ width: 379, height: 227 }, crop)).toMatchObject({ left: 78, top: 2 })
    expect(centreCrop({ width: 225, height: 229 }, crop)).toMatchObject({ left: 0, top: 2 })
  })

  it('lies around a picture that is smaller, with the odd pixel after it', () => {
    expect(centreCrop({ width: 223, height: 200 }, crop)).toMatchObject({ left: -0, top: -12 })
  })
})
