import { describe, expect, it } from 'vitest'
import { boxesInPicture, intersectionOverUnion, pickBoxes, type BoxSet } from './boxes.ts'

const set = (...boxes: number[][]): BoxSet => ({
  corners: Float32Array.from(boxes.flat()),
  scores: Float32Array.from(boxes, (_, i) => 1 / (i + 1)),
  classes: Int32Array.from(boxes, (_, i) => i),
})

describe('intersectionOverUnion', () => {
  it.each([
    ['itself', [0, 0, 10, 10], 1],
    ['half of it', [0, 0, 10, 5], 0.5],
    ['one moved by half', [5, 0, 15, 10], 1 / 3],
    ['a neighbour', [10, 0, 20, 10], 0],
    ['one far away', [50, 50, 60, 60], 0],
    ['a line across it', [5, 0, 5, 10], 0],
    ['one turned inside out', [10, 10, 0, 0], 0],
    ['one of no numbers', [NaN, 0, 10, 10], 0],
  ])('of a box and %s', (_, other, expected) => {
    const { corners } = set([0, 0, 10, 10], other)
    expect(intersectionOverUnion(corners, 0, 1)).toBeCloseTo(expected, 12)
    expect(intersectionOverUnion(corners, 1, 0)).toBeCloseTo(expected, 12)
  })
})

describe('boxesInPicture', () => {
  // A picture of 200 × 100 in the middle of a tensor of 50 × 50.
  const placement = { left: 0, top: 12.5, width: 50, height: 25 }
  const picture = { width: 200, height: 100 }

  it('undoes the letterbox', () => {
    const { corners } = boxesInPicture(set([10, 15, 20, 25]), placement, picture)
    expect([...corners]).toEqual([40, 10, 80, 50])
  })

  it('undoes a crop, whose picture lies partly beyond the tensor', () => {
    const crop = { left: -25, top: 0, width: 100, height: 50 }
    const { corners } = boxesInPicture(set([0, 0, 50, 50]), crop, picture)
    expect([...corners]).toEqual([50, 0, 150, 100])
  })

  it('cuts off what reaches beyond the picture', () => {
    const { corners } = boxesInPicture(set([-10, 0, 60, 25]), placement, picture)
    expect([...corners]).toEqual([0, 0, 200, 50])
    const endless = boxesInPicture(set([-Infinity, 12.5, Infinity, 20]), placement, picture)
    expect([...endless.corners]).toEqual([0, 0, 200, 30])
  })

  it('leaves out what lies in the padding only, and what has no area', () => {
    const boxes = set([0, 0, 50, 12], [10, 15, 20, 25], [10, 20, 10, 30], [20, 20, 10, 10])
    const found = boxesInPicture(boxes, placement, picture)
    expect([...found.classes]).toEqual([1])
    expect([...found.scores]).toEqual([0.5])
    expect(found.corners).toHaveLength(4)
  })

  it('moves points as well, also those beyond the edge', () => {
    const points = { perBox: 2, xy: Float32Array.of(0, 0, 9, 9, 10, 12.5, 60, 40) }
    const boxes = { ...set([0, 0, 50, 12], [10, 15, 20, 25]), points }
    const found = boxesInPicture(boxes, placement, picture)
    expect([...found.points!.xy]).toEqual([40, 0, 240, 110])
  })
})

describe('pickBoxes', () => {
  it('takes boxes in the order that is asked for', () => {
    const picked = pickBoxes(set([0, 0, 1, 1], [0, 0, 2, 2], [0, 0, 3, 3]), [2, 0])
    expect([...picked.corners]).toEqual([0, 0, 3, 3, 0, 0, 1, 1])
    expect([...picked.classes]).toEqual([2, 0])
    expect(picked).not.toHaveProperty('points')
  })
})
