import { describe, expect, it } from 'vitest'
import { heatPixels, heatPlace, type HeatMap } from './heat.ts'

function map(columns: number, ...drops: number[]): HeatMap {
  return { columns, rows: drops.length / columns, drops: Float32Array.from(drops) }
}

describe('heat as colours', () => {
  it('is as opaque as a part matters, and blue where it is in the way', () => {
    const pixels = heatPixels(map(2, 0.5, -0.25))
    expect([...pixels]).toEqual([230, 60, 0, 255, 0, 90, 230, 128])
  })

  it('does not blow noise up', () => {
    const [, , , alpha] = heatPixels(map(1, 0.001))
    expect(alpha).toBe(13)
  })
})

describe('heat in words', () => {
  it.each([
    [map(3, 0, 0, 0, 0.9, 0, 0, 0, 0, 0), { kind: 'there', row: 1, column: 0 }],
    [map(3, 0, 0, 0, 0, 0, 0, 0, 0, 0.5), { kind: 'there', row: 2, column: 2 }],
    [map(2, 0, 0.5, 0, 0), { kind: 'there', row: 0, column: 2 }],
    [map(1, 0.4), { kind: 'there', row: 1, column: 1 }],
    [map(3, ...Array<number>(9).fill(0.3)), { kind: 'everywhere' }],
    [map(3, ...Array<number>(9).fill(0.01)), { kind: 'nowhere' }],
    [map(3, ...Array<number>(9).fill(-0.5)), { kind: 'nowhere' }],
  ])('is one ninth, all of them, or none: case %#', (heat, place) => {
    expect(heatPlace(heat)).toMatchObject(place)
  })

  it('says how much the most needed part adds', () => {
    const place = heatPlace(map(6, ...Array.from({ length: 36 }, (_, i) => (i === 14 ? 0.7 : 0))))
    expect(place).toEqual({ kind: 'there', row: 1, column: 1, drop: expect.closeTo(0.7, 6) })
  })
})
