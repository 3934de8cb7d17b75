import { describe, expect, it } from 'vitest'
import { cover, meanColour, occlusionGrid, visiblePart } from './occlusion-grid.ts'
import type { NumberTensor } from '../tensors/tensor-numbers.ts'

const whole = (width: number, height: number) => ({ left: 0, top: 0, width, height })

describe('the grid that covers a picture', () => {
  it('tiles it where a patch is a step wide', () => {
    const { columns, rows, patches } = occlusionGrid(whole(6, 4), { patch: 2, step: 2 })
    expect([columns, rows]).toEqual([3, 2])
    const seen = new Set(patches.map(({ left, top }) => `${left},${top}`))
    expect(seen).toEqual(new Set(['0,0', '2,0', '4,0', '0,2', '2,2', '4,2']))
  })

  it('cuts patches off at the edges, and keeps them over the middle of their cells', () => {
    const { patches } = occlusionGrid(whole(8, 2), { patch: 6, step: 4 })
    expect(patches).toEqual([
      { left: 0, top: 0, width: 5, height: 2 },
      { left: 3, top: 0, width: 5, height: 2 },
    ])
  })

  it.each([
    [7, 3, 2],
    [224, 16, 16],
    [33, 5, 8],
    [1, 9, 9],
    [5, 1, 100],
  ])('never leaves %i pixels, patches of %i every %i', (side, patch, step) => {
    const { columns, rows, patches } = occlusionGrid(
      { left: 3, top: 5, width: side, height: side },
      { patch, step },
    )
    expect(patches).toHaveLength(columns * rows)
    for (const { left, top, width, height } of patches) {
      expect(left).toBeGreaterThanOrEqual(3)
      expect(top).toBeGreaterThanOrEqual(5)
      expect(left + width).toBeLessThanOrEqual(3 + side)
      expect(top + height).toBeLessThanOrEqual(5 + side)
      expect(width * height).toBeGreaterThan(0)
    }
  })
})

describe('the part where the picture is', () => {
  const frame = { width: 8, height: 8, channels: 3, layout: 'NCHW' } as const

  it('leaves padding out', () => {
    const placement = { left: 0, top: 2, width: 8, height: 4 }
    expect(visiblePart(placement, frame)).toEqual(placement)
  })

  it('is the whole tensor where more was cut away', () => {
    const placement = { left: -2, top: 0, width: 12, height: 8 }
    expect(visiblePart(placement, frame)).toEqual(whole(8, 8))
  })
})

describe.each(['NCHW', 'NHWC'] as const)('a covered part of a tensor in %s', (layout) => {
  const frame = { width: 2, height: 2, channels: 2, layout }
  const part = { left: 1, top: 0, width: 1, height: 2 }
  const place = (channel: number, y: number, x: number) =>
    layout === 'NCHW' ? channel * 4 + y * 2 + x : (y * 2 + x) * 2 + channel

  it('gets its colour in its own picture only', () => {
    const tensor = { type: 'float32', dims: [], data: new Float32Array(16) } as const
    cover(tensor, frame, part, [5, -7], 8)
    const filled = [...tensor.data.entries()].filter(([, value]) => value !== 0)
    const at = (channel: number, y: number) => 8 + place(channel, y, 1)
    const expected: [number, number][] = [
      [at(0, 0), 5],
      [at(0, 1), 5],
      [at(1, 0), -7],
      [at(1, 1), -7],
    ]
    expect(filled).toEqual(expected.sort(([a], [b]) => a - b))
  })

  it.each<[NumberTensor['type'], number]>([
    ['float32', 1.25],
    ['float16', 0x3d00],
    ['uint8', 1],
    ['int8', 1],
  ])('holds what %s can hold', (type, stored) => {
    const data = type === 'float32' ? new Float32Array(8) : new Uint16Array(8)
    cover({ type, dims: [], data } as NumberTensor, frame, part, [1.25, 1.25], 0)
    expect(data[place(1, 1, 1)]).toBe(stored)
  })

  it('has the mean of each channel', () => {
    const data = new Float32Array(8)
    data[place(0, 0, 1)] = 4
    data[place(1, 1, 1)] = 6
    data[place(1, 0, 0)] = 100
    expect(meanColour({ type: 'float32', dims: [], data }, frame, part)).toEqual([2, 3])
  })
})
