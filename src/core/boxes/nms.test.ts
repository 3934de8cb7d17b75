import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intersectionOverUnion, pickBoxes, type BoxSet } from './boxes.ts'
import golden from '../golden/nms.json' with { type: 'json' }
import { bestFirst, keepBoxes } from './nms.ts'

type Box = readonly [corners: readonly number[], score: number, classIndex?: number]

function boxSet(boxes: readonly Box[]): BoxSet {
  return {
    corners: Float32Array.from(boxes.flatMap(([corners]) => corners)),
    scores: Float32Array.from(boxes, ([, score]) => score),
    classes: Int32Array.from(boxes, ([, , classIndex = 0]) => classIndex),
  }
}

/** The same boxes as those of `make` in make-nms.py. */
function boxesOf(seed: number, count: number, classes: number): BoxSet {
  let state = seed
  const take = (below: number) => {
    state = (state * 16807) % 2147483647
    return Math.floor(state / 7) % below
  }
  return boxSet(
    Array.from({ length: count }, (): Box => {
      const [left, top, width, height] = [take(200), take(200), take(80), take(80)]
      return [[left, top, left + width, top + height], take(65) / 64, take(classes)]
    }),
  )
}

const anyBox = fc
  .tuple(
    fc.tuple(fc.nat(99), fc.nat(99), fc.nat(60), fc.nat(60)),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(3),
  )
  .map(([[x, y, wide, high], score, classIndex]): Box => [
    [x, y, x + wide, y + high],
    score,
    classIndex,
  ])
const anyBoxes = fc.array(anyBox, { maxLength: 60 }).map(boxSet)
const anyOptions = fc.record({
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  iou: fc.double({ min: 0, max: 1, noNaN: true }),
  most: fc.integer({ min: 0, max: 70 }),
})

describe('keepBoxes', () => {
  it.each(golden)('keeps what a reference in exact fractions keeps: %s', (line) => {
    const [seed = 0, count = 0, classes = 0, least = 0, most = 0, ...kept] = line
      .split(' ')
      .map(Number)
    const boxes = boxesOf(seed, count, classes)
    expect(keepBoxes(boxes, { confidence: least / 64, iou: most / 100 })).toEqual(kept)
  })

  it('gives some of the boxes, each once, best first, and no more than asked for', () => {
    fc.assert(
      fc.property(anyBoxes, anyOptions, (boxes, options) => {
        const kept = keepBoxes(boxes, options)
        expect(kept.length).toBeLessThanOrEqual(options.most)
        expect(new Set(kept).size).toBe(kept.length)
        const scores = kept.map((box) => boxes.scores[box]!)
        expect(scores.every((score) => score >= options.confidence)).toBe(true)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      }),
    )
  })

  it('never keeps two of one class that overlap by more than allowed', () => {
    fc.assert(
      fc.property(anyBoxes, anyOptions, (boxes, options) => {
        const kept = keepBoxes(boxes, options)
        for (const [i, a] of kept.entries()) {
          for (const b of kept.slice(0, i)) {
            if (boxes.classes[a] !== boxes.classes[b]) continue
            expect(intersectionOverUnion(boxes.corners, a, b)).toBeLessThanOrEqual(options.iou)
          }
        }
      }),
    )
  })

  it('leaves out only what overlaps with a better one of its class', () => {
    fc.assert(
      fc.property(anyBoxes, anyOptions, (boxes, { confidence, iou }) => {
        const kept = keepBoxes(boxes, { confidence, iou })
        for (const box of bestFirst(boxes.scores, confidence)) {
          if (kept.includes(box)) continue
          const rivals = kept.filter(
            (other) =>
              boxes.classes[other] === boxes.classes[box] &&
              boxes.scores[other]! >= boxes.scores[box]! &&
              intersectionOverUnion(boxes.corners, other, box) > iou,
          )
          expect(rivals).not.toEqual([])
        }
      }),
    )
  })

  it('keeps all of what it has kept when it is asked again', () => {
    fc.assert(
      fc.property(anyBoxes, anyOptions, (boxes, options) => {
        const once = pickBoxes(boxes, keepBoxes(boxes, options))
        expect(keepBoxes(once, options)).toEqual([...once.scores.keys()])
      }),
    )
  })

  it('looks at each class by itself', () => {
    const same = [0, 0, 10, 10]
    const boxes = boxSet([
      [same, 0.5, 1],
      [same, 0.9, 2],
      [same, 0.6, 1],
    ])
    expect(keepBoxes(boxes, { confidence: 0, iou: 0.5 })).toEqual([1, 2])
  })

  it('takes the first of two that are equally certain', () => {
    const boxes = boxSet([
      [[0, 0, 10, 10], 0.5],
      [[0, 0, 10, 11], 0.5],
      [[50, 0, 60, 10], 0.5],
    ])
    expect(keepBoxes(boxes, { confidence: 0.5, iou: 0.3 })).toEqual([0, 2])
  })

  it('keeps both where they overlap by exactly as much as allowed', () => {
    // 50 of 150 pixels.
    const boxes = boxSet([
      [[0, 0, 10, 10], 0.9],
      [[5, 0, 15, 10], 0.8],
    ])
    expect(keepBoxes(boxes, { confidence: 0, iou: 1 / 3 })).toEqual([0, 1])
    expect(keepBoxes(boxes, { confidence: 0, iou: 0.33 })).toEqual([0])
  })

  it('keeps equal boxes when any overlap is allowed', () => {
    const same: Box = [[0, 0, 0.1, 0.3], 0.9]
    expect(keepBoxes(boxSet([same, same]), { confidence: 0, iou: 1 })).toEqual([0, 1])
  })

  it('lets boxes without area be', () => {
    const point: Box = [[5, 5, 5, 5], 0.9]
    const turned: Box = [[9, 9, 1, 1], 0.8]
    const boxes = boxSet([point, point, turned, [[0, 0, 10, 10], 0.7]])
    expect(keepBoxes(boxes, { confidence: 0, iou: 0 })).toEqual([0, 1, 2, 3])
  })

  it.each([NaN, Infinity, -Infinity])('leaves out a box with %d for a corner', (value) => {
    const boxes = boxSet([
      [[0, value, 10, 10], 0.9],
      [[0, 0, 10, 10], 0.8],
    ])
    expect(keepBoxes(boxes, { confidence: 0, iou: 0.5 })).toEqual([1])
  })

  it('leaves out a score that is no number', () => {
    const boxes = boxSet([
      [[0, 0, 10, 10], NaN],
      [[0, 0, 10, 10], 0.3],
    ])
    expect(keepBoxes(boxes, { confidence: 0, iou: 0.5 })).toEqual([1])
  })

  it('makes nothing of nothing', () => {
    expect(keepBoxes(boxSet([]), { confidence: 0, iou: 0.5 })).toEqual([])
  })
})
