import { describe, expect, it } from 'vitest'
import { buildDetection } from '../../testing/detection-builders.ts'
import { cocoJson, detectionJson } from './detection-json.ts'
import { thingsOf } from './things.ts'

interface CocoRow {
  readonly image_id: number | string
  readonly category_id: number
}

const coco = (classes: readonly string[], index: number, fileName = 'a.jpg') => {
  const boxes = [{ class: index, score: 0.9, corners: [10, 20, 30, 60] as const }]
  const result = buildDetection({ classes, boxes })
  const things = thingsOf(result, { confidence: 0.5, iou: 0.5 })
  const [row] = JSON.parse(cocoJson(things, { classes, fileName })) as CocoRow[]
  return row
}

const names = (count: number, known: Readonly<Record<number, string>>) =>
  Array.from({ length: count }, (_, index) => known[index] ?? `name ${index}`)
const eighty = names(80, { 0: 'person', 79: 'toothbrush' })
const ninetyOne = names(91, { 1: 'person', 90: 'toothbrush' })

describe('a file of COCO results', () => {
  it('has boxes as corner and size', () => {
    expect(coco(['dog'], 0)).toEqual({
      image_id: 'a',
      category_id: 1,
      bbox: [10, 20, 20, 40],
      score: 0.9,
    })
  })

  // Numbers of `instances_val2017.json`: person, stop sign, backpack, wine glass, bed, toilet, tv, clock, toothbrush.
  it.each([
    [0, 1],
    [10, 11],
    [11, 13],
    [24, 27],
    [40, 46],
    [59, 65],
    [61, 70],
    [62, 72],
    [74, 85],
    [79, 90],
  ])('numbers class %i of the usual eighty as COCO does: %i', (index, id) => {
    expect(coco(eighty, index)?.category_id).toBe(id)
  })

  it('keeps the numbers of a detector that has COCO’s own', () => {
    expect(coco(ninetyOne, 44)?.category_id).toBe(44)
  })

  it('takes the picture’s number from its name, where it is one', () => {
    expect(coco(['dog'], 0, '000000000139.jpg')?.image_id).toBe(139)
    expect(coco(['dog'], 0, 'IMG_1.tar.jpg')?.image_id).toBe('IMG_1.tar')
  })
})

describe('predictions as JSON', () => {
  it('are rounded to what they are worth', () => {
    const corners = [1.23456, 0, 99.999, 50.5] as const
    const result = buildDetection({ boxes: [{ class: 1, score: 0.1234567, corners }] })
    const things = thingsOf(result, { confidence: 0.05, iou: 0.5 })
    expect(JSON.parse(detectionJson(things))).toEqual({
      predictions: [
        { class: 'dog', prob: 0.123457, box: { left: 1.23, top: 0, right: 100, bottom: 50.5 } },
      ],
    })
  })
})
