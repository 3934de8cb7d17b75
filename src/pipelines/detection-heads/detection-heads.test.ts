import { describe, expect, it } from 'vitest'
import { toHalf } from '../../core/tensors/float16.ts'
import type { Tensor } from '../../core/tensors/tensor.ts'
import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { headReader } from './detection-heads.ts'
import type { FoundBoxes, HeadInput } from './head.ts'

const floats = (dims: readonly number[], values: readonly number[]): Tensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
})

/** What a head reads in the outputs of a graph that was fed 64 × 32 pixels. */
function read(
  head: DetectionHead,
  outputs: Record<string, Tensor>,
  more: Partial<HeadInput> = {},
): FoundBoxes {
  return headReader(head).read({ outputs, batch: 1, width: 64, height: 32, labels: 0, ...more })
}

/** Class, score and corners of each, rounded so that they can be compared. */
function listed({ boxes }: FoundBoxes): number[][] {
  return [...boxes.scores.keys()].map((i) => [
    boxes.classes[i]!,
    Number(boxes.scores[i]!.toFixed(4)),
    ...[...boxes.corners.subarray(i * 4, i * 4 + 4)].map((value) => Number(value.toFixed(3))),
  ])
}

/** The sentence with which it is refused. */
const refusal = (problem: RegExp) =>
  expect.objectContaining({
    code: 'export-unsupported',
    facts: expect.objectContaining({ problem: expect.stringMatching(problem) }),
  })

describe('a yolo head', () => {
  const v8: DetectionHead = {
    kind: 'yolo',
    output: 'output0',
    axes: 'values-first',
    objectness: false,
  }
  // Two boxes, three classes.
  const values = [
    [10, 30],
    [12, 20],
    [4, 8],
    [6, 10],
    [0.1, 0.2],
    [0.7, 0.1],
    [0.2, 0.9],
  ]

  it('reads values first, and says which row each box comes from', () => {
    const found = read(v8, { output0: floats([1, 7, 2], values.flat()) })
    expect(listed(found)).toEqual([
      [2, 0.9, 26, 15, 34, 25],
      [1, 0.7, 8, 9, 12, 15],
    ])
    expect([...found.rows]).toEqual([1, 0])
    expect(found.classes).toBe(3)
  })

  it('leaves the coefficients of masks alone', () => {
    const withMask = [...values.flat(), 99, 98]
    const found = read({ ...v8, coefficients: 1 }, { output0: floats([1, 8, 2], withMask) })
    expect(found.classes).toBe(3)
    expect(found.boxes.scores).toHaveLength(2)
  })

  it('reads half precision', () => {
    const data = Uint16Array.from(values.flat(), toHalf)
    const found = read(v8, { output0: { type: 'float16', dims: [1, 7, 2], data } })
    expect(listed(found).map(([, score]) => score)).toEqual([0.8999, 0.7002])
  })

  it('reads the first picture of a batch', () => {
    const two = [...values.flat(), ...values.flat().fill(0.5)]
    const found = read(v8, { output0: floats([2, 7, 2], two) }, { batch: 2 })
    expect(listed(found)[0]).toEqual([2, 0.9, 26, 15, 34, 25])
  })

  it('multiplies with objectness, boxes first', () => {
    const v5: DetectionHead = { ...v8, axes: 'boxes-first', objectness: true }
    const rows = [
      [10, 12, 4, 6, 0.5, 0.1, 0.8],
      [10, 12, 4, 6, 0.04, 1, 1],
      [10, 12, 4, 6, 0.2, 0.2, 0.1],
    ]
    const found = read(v5, { output0: floats([1, 3, 7], rows.flat()) })
    expect(listed(found)).toEqual([[1, 0.4, 8, 9, 12, 15]])
  })

  it('applies the grid and the strides of YOLOX', () => {
    const yolox: DetectionHead = {
      ...v8,
      axes: 'boxes-first',
      objectness: true,
      strides: [16, 32],
    }
    // 4 × 2 cells of 16 pixels, then 2 × 1 of 32.
    const rows = Array.from({ length: 10 }, () => [0, 0, 0, 0, 0, 0])
    rows[5] = [0.5, 0.25, Math.log(2), 0, 1, 0.9]
    rows[9] = [0.5, 0.5, 0, 0, 1, 0.8]
    const found = read(yolox, { output0: floats([1, 10, 6], rows.flat()) })
    expect(listed(found)).toEqual([
      [0, 0.9, 8, 12, 40, 28],
      [0, 0.8, 32, 0, 64, 32],
    ])
    expect(() => read(yolox, { output0: floats([1, 9, 6], rows.flat().slice(6)) })).toThrow(
      refusal(/9 boxes, but a grid of 64 × 32 pixels with the strides 16, 32 has 10 cells/),
    )
  })

  it('never turns the output round by itself, and says when the names tell that it should be', () => {
    const given = { output0: floats([1, 2, 7], values.flat()) }
    expect(() => read(v8, given)).toThrow(refusal(/2 × 7.*2 numbers a box, which leaves 0 classes/))
    const turned = { ...v8, axes: 'boxes-first' } as const
    const eightBoxes = { output0: floats([1, 7, 8], Array<number>(56).fill(0)) }
    expect(() => read(turned, eightBoxes, { labels: 3 })).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ remedy: 'Set “axes” to “values-first” in vitrine.json.' }),
      }),
    )
  })

  it.each([7.5, -3])('says that %d is no score', (score) => {
    const given = { output0: floats([1, 5, 1], [10, 12, 4, 6, score]) }
    expect(() => read(v8, given)).toThrow(refusal(/between 0 and 1, but one is/))
  })

  it('gives a thousand boxes at most, the best ones', () => {
    const rows = Array.from({ length: 1500 }, (_, i) => [10, 12, 4, 6, 0.1 + i / 2000])
    const found = read(
      { ...v8, axes: 'boxes-first' },
      { output0: floats([1, 1500, 5], rows.flat()) },
    )
    expect(found.rows).toHaveLength(1000)
    expect([found.rows[0], found.rows.at(-1)]).toEqual([1499, 500])
  })

  it.each([
    ['another name', { output1: floats([1, 7, 2], values.flat()) }, /no output “output0”/],
    ['four axes', { output0: floats([1, 7, 2, 1], values.flat()) }, /1 × 7 × 2 × 1, not 1 × any/],
    ['two pictures', { output0: floats([2, 7, 1], values.flat()) }, /2 × 7 × 1, not 1 × any/],
    [
      'text',
      { output0: { type: 'string', dims: [1, 1, 1], data: ['a'] } as const },
      /holds string values/,
    ],
  ])('refuses %s', (_, outputs, problem) => {
    expect(() => read(v8, outputs)).toThrow(refusal(problem))
  })

  it.each([NaN, Infinity])('names an output with %d in it', (value) => {
    const given = { output0: floats([1, 5, 1], [value, 12, 4, 6, 0.9]) }
    expect(() => read(v8, given)).toThrow(expect.objectContaining({ code: 'output-not-finite' }))
  })
})

describe('an end-to-end head', () => {
  const head: DetectionHead = { kind: 'end-to-end', output: 'output0' }

  it('reads corners, score and class, and skips what only fills up', () => {
    const rows = [
      [1, 2, 3, 4, 0.6, 7],
      [5, 6, 7, 8, 0.8, 0],
      [0, 0, 0, 0, 0, 0],
    ]
    expect(listed(read(head, { output0: floats([1, 3, 6], rows.flat()) }))).toEqual([
      [0, 0.8, 5, 6, 7, 8],
      [7, 0.6, 1, 2, 3, 4],
    ])
    expect(headReader(head).suppressed).toBe(true)
  })

  it('refuses rows of another length', () => {
    const given = { output0: floats([1, 1, 7], [0, 0, 1, 1, 0.9, 0, 0]) }
    expect(() => read(head, given)).toThrow(refusal(/1 × 1 × 7, not 1 × any × 6/))
  })
})

describe('a detr head', () => {
  const head: DetectionHead = {
    kind: 'detr',
    logits: 'logits',
    boxes: 'pred_boxes',
    scores: 'softmax',
  }
  const boxes = floats([1, 2, 4], [0.5, 0.5, 0.25, 0.5, 0.25, 0.5, 0.5, 1])

  it('takes the best class of each query, unless that is nothing', () => {
    // e^2 = 7.39: 0.7870 of 9.389; and nothing with 0.9094.
    const logits = floats([1, 2, 3], [0, 2, 0, 0, 0, 3])
    const found = read(head, { logits, pred_boxes: boxes })
    expect(listed(found)[0]).toEqual([1, 0.787, 24, 8, 40, 24])
    expect(found.boxes.scores).toHaveLength(1)
    expect(found).toMatchObject({ classes: 2, nothing: 'last' })
  })

  it('takes the best pairs of query and class with sigmoid, as many as there are queries', () => {
    const logits = floats([1, 2, 3], [3, 2, -9, 1, -9, -9])
    const found = read({ ...head, scores: 'sigmoid' }, { logits, pred_boxes: boxes })
    expect(listed(found)).toEqual([
      [0, 0.9526, 24, 8, 40, 24],
      [1, 0.8808, 24, 8, 40, 24],
    ])
    expect(found.classes).toBe(3)
  })

  it('refuses boxes of another number', () => {
    const logits = floats([1, 3, 3], [0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(() => read(head, { logits, pred_boxes: boxes })).toThrow(
      refusal(/“pred_boxes” has the shape 1 × 2 × 4, not 1 × 3 × 4 \(a box for each query\)/),
    )
  })
})
