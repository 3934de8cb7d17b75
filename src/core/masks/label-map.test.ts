import { describe, expect, it } from 'vitest'
import { countLabels, paintLabels, shrinkLabels } from './label-map.ts'

const map = (width: number, ...labels: number[]) => ({
  width,
  height: labels.length / width,
  labels: Uint8Array.from(labels),
})

describe('areas of a picture', () => {
  it('are counted', () => {
    const counts = countLabels(map(3, 1, 1, 0, 7, 1, 255))
    expect([counts[0], counts[1], counts[7], counts[255]]).toEqual([1, 3, 1, 1])
  })

  it('may be more than 256', () => {
    expect(countLabels({ labels: Uint16Array.of(300, 300, 2) })[300]).toBe(2)
  })

  it('are shown smaller by their middle pixels', () => {
    const large = map(6, 1, 1, 1, 2, 2, 2, 1, 5, 1, 2, 6, 2, 1, 1, 1, 2, 2, 2)
    expect(shrinkLabels(large, 2)).toEqual(map(2, 5, 6))
    expect(shrinkLabels(large, 18)).toBe(large)
  })

  it('are painted red, green, blue and opacity, and what has no colour not at all', () => {
    const fills = new Map([[1, [10, 20, 30, 40] as const]])
    expect([...paintLabels(map(2, 1, 2), { fills, contour: 0 })]).toEqual([
      10, 20, 30, 40, 0, 0, 0, 0,
    ])
  })

  it('have lines along their inner edges, but not along those of the picture', () => {
    const fills = new Map([[1, [10, 20, 30, 0] as const]])
    const pixels = paintLabels(map(4, 1, 1, 1, 2, 1, 1, 1, 2), { fills, contour: 1 })
    const opacities = Array.from({ length: 8 }, (_, i) => pixels[i * 4 + 3])
    expect(opacities).toEqual([0, 0, 255, 0, 0, 0, 255, 0])
  })

  it('have them above and below too', () => {
    const fills = new Map([[1, [10, 20, 30, 0] as const]])
    const pixels = paintLabels(map(1, 2, 1, 1, 1, 2), { fills, contour: 1 })
    expect(Array.from({ length: 5 }, (_, i) => pixels[i * 4 + 3])).toEqual([0, 255, 0, 255, 0])
  })
})
