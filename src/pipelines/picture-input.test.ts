import { describe, expect, it } from 'vitest'
import { fromHalf } from '../core/tensors/float16.ts'
import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import { pictureInput } from './picture-input.ts'
import type { ValueInfo } from './ports.ts'

const how: ImagePreprocessing = {
  width: 2,
  height: 1,
  resize: { mode: 'exact' },
  filter: 'bilinear',
  channels: 3,
  layout: 'NHWC',
  rescale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
}

function picture(...values: number[]) {
  const placement = { left: 0, top: 0, width: 2, height: 1 }
  return { values: Float32Array.from(values), width: 2, height: 1, placement }
}

function open(type: ValueInfo['type'], first: number | string = 1, ...others: ValueInfo[]) {
  return pictureInput({ inputs: [{ name: 'x', type, dims: [first, 1, 2, 3] }, ...others] }, how)
}

const pixelMask: ValueInfo = {
  name: 'pixel_mask',
  type: 'int64',
  dims: ['batch', 'height', 'width'],
}

describe('the tensor for a picture', () => {
  it('has the numbers themselves in single precision', () => {
    const values = [0, 1, 2, 253, 254, 255]
    const tensor = open('float32').tensor(picture(...values))
    expect(tensor).toEqual({
      type: 'float32',
      dims: [1, 1, 2, 3],
      data: Float32Array.from(values),
    })
  })

  it('has the nearest halves as their bits', () => {
    const { type, data } = open('float16').tensor(picture(-2.117904, 0, 1 / 3, 65504, 1e-7, 2.64))
    expect(type).toBe('float16')
    const numbers = Array.from(data as Uint16Array, fromHalf)
    expect(numbers).toEqual([-2.1171875, 0, 0.333251953125, 65504, 2 ** -23, 2.640625])
  })

  it('has the resized bytes as they are', () => {
    const { type, data } = open('uint8').tensor(picture(0, 1, 2, 253, 254, 255))
    expect(type).toBe('uint8')
    expect(data).toEqual(Uint8Array.of(0, 1, 2, 253, 254, 255))
  })

  it('rounds and limits what was rescaled to bytes', () => {
    const { data } = open('uint8').tensor(picture(-3, 0.5, 1.5, 2.4, 254.6, 300))
    expect(data).toEqual(Uint8Array.of(0, 0, 2, 2, 255, 255))
  })

  it.each(['float32', 'float16', 'uint8'] as const)('is repeated for a batch of %s', (type) => {
    const { dims, data } = open(type, 3).tensor(picture(0, 1, 2, 3, 4, 5))
    expect(dims).toEqual([3, 1, 2, 3])
    expect(data).toHaveLength(18)
    expect(data.slice(12)).toEqual(data.slice(0, 6))
  })

  it.each(['int32', 'float64', 'int8', 'string', 'other'] as const)('is never %s', (type) => {
    expect(() => open(type)).toThrow(expect.objectContaining({ code: 'export-unsupported' }))
  })
})

describe('what a graph wants besides the picture', () => {
  it('is nothing as a rule', () => {
    expect(open('float32').further(picture())).toEqual({})
  })

  it('is a mask of ones of the picture’s size', () => {
    const { pixel_mask } = open('float32', 'batch', pixelMask).further(picture())
    expect(pixel_mask).toEqual({ type: 'int64', dims: [1, 1, 2], data: BigInt64Array.of(1n, 1n) })
  })

  it('is a mask for each picture of a batch', () => {
    const { pixel_mask } = open('float32', 2, pixelMask).further(picture())
    expect(pixel_mask?.dims).toEqual([2, 1, 2])
    expect(pixel_mask?.data).toHaveLength(4)
  })

  it('has the size that the graph fixes, where it fixes one', () => {
    const fixed: ValueInfo = { ...pixelMask, dims: ['batch', 64, 64] }
    expect(open('float32', 1, fixed).further(picture())['pixel_mask']?.dims).toEqual([1, 64, 64])
  })

  it.each([
    ['float32', Float32Array.of(1, 1)],
    ['bool', Uint8Array.of(1, 1)],
  ] as const)('may be a mask of %s', (type, data) => {
    const { pixel_mask } = open('float32', 1, { ...pixelMask, type }).further(picture())
    expect(pixel_mask).toEqual({ type, dims: [1, 1, 2], data })
  })

  it.each<[string, ValueInfo]>([
    ['an input by another name', { ...pixelMask, name: 'prompt' }],
    ['a mask of another rank', { ...pixelMask, dims: ['batch', 'tokens'] }],
    ['a mask of text', { ...pixelMask, type: 'string' }],
  ])('is refused at once for %s', (_, further) => {
    expect(() => open('float32', 1, further)).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: { problem: `The graph wants “${further.name}” besides the picture` },
      }),
    )
  })
})
