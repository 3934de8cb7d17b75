import { describe, expect, it } from 'vitest'
import { buildBoxes, buildDetection } from '../../testing/detection-builders.ts'
import { colourOf } from './class-colours.ts'
import { mostThings, thingsOf, thingsUnder } from './things.ts'

describe('what a result holds', () => {
  it('ends at the picture’s edges', () => {
    const corners = [-20, -0.5, 700, 500] as const
    const result = buildDetection({ boxes: [{ class: 0, score: 0.9, corners }] })
    expect(thingsOf(result, { confidence: 0.5, iou: 0.5 })[0]).toMatchObject({
      left: 0,
      top: 0,
      right: 640,
      bottom: 480,
    })
  })

  it('has a name for a class without one', () => {
    const result = buildDetection({ boxes: [{ class: 7, score: 0.9, corners: [0, 0, 9, 9] }] })
    expect(thingsOf(result, { confidence: 0.5, iou: 0.5 })[0]?.name).toBe('class_7')
  })

  it('keeps the marked places of each box with it', () => {
    const boxes = {
      ...buildBoxes([
        { class: 0, score: 0.5, corners: [0, 0, 10, 10] },
        { class: 0, score: 0.9, corners: [100, 100, 110, 110] },
      ]),
      points: { perBox: 2, xy: new Float32Array([1, 2, 3, 4, 101, 102, 103, 104]) },
    }
    const [best] = thingsOf({ ...buildDetection(), boxes }, { confidence: 0.1, iou: 0.5 })
    expect(best?.points).toEqual([
      { x: 101, y: 102 },
      { x: 103, y: 104 },
    ])
  })

  it('is no longer than anybody reads', () => {
    const boxes = Array.from({ length: 1000 }, (_, index) => ({
      class: 0,
      score: 1 - index / 2000,
      corners: [index % 600, 0, (index % 600) + 10, 10] as const,
    }))
    const result = buildDetection({ suppressed: true, boxes })
    const things = thingsOf(result, { confidence: 0.05, iou: 0.5 })
    expect(things).toHaveLength(mostThings)
    expect(things[0]?.score).toBe(1)
  })

  it('under a place begins with the smallest', () => {
    const result = buildDetection({ suppressed: true })
    const under = thingsUnder(thingsOf(result, { confidence: 0.05, iou: 0.5 }), { x: 350, y: 300 })
    expect(under.map(({ name }) => name)).toEqual(['dog', 'car'])
  })
})

describe('the colour of a class', () => {
  const light = (hex: string) => {
    const [red, green, blue] = [1, 3, 5].map((start) => {
      const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  const all = Array.from({ length: 12 }, (_, index) => colourOf(index))

  it.each(all)('%s carries white letters and is seen on a dark panel', (colour) => {
    expect(contrast(light(colour), 1)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(light(colour), light('#14181b'))).toBeGreaterThanOrEqual(3)
  })

  it('is another one for each of the first twelve, and there is one for every class', () => {
    expect(new Set(all).size).toBe(12)
    expect(colourOf(1000)).toMatch(/^#/)
  })
})
