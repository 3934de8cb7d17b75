import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../core/tensors/tensor.ts'
import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { headReader } from './detection-heads.ts'
import type { FoundBoxes } from './head.ts'

const floats = (dims: readonly number[], values: readonly number[]): Tensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
})

function read(
  head: DetectionHead,
  outputs: Record<string, Tensor>,
  [width, height]: readonly [number, number] = [64, 32],
): FoundBoxes {
  return headReader(head).read({ outputs, batch: 1, width, height, labels: 0 })
}

function listed({ boxes }: FoundBoxes): number[][] {
  return [...boxes.scores.keys()].map((i) => [
    boxes.classes[i]!,
    Number(boxes.scores[i]!.toFixed(4)),
    ...[...boxes.corners.subarray(i * 4, i * 4 + 4)].map((value) => Number(value.toFixed(3))),
  ])
}

const refusal = (problem: RegExp) =>
  expect.objectContaining({
    code: 'export-unsupported',
    facts: expect.objectContaining({ problem: expect.stringMatching(problem) }),
  })

describe('an ssd head', () => {
  const head: DetectionHead = { kind: 'ssd', scores: 'scores', boxes: 'boxes' }
  const boxes = floats([1, 2, 4], [0, 0.25, 0.5, 0.75, -0.1, 0, 1, 1])

  it('looks at each class but the background', () => {
    const scores = floats([1, 2, 3], [0.1, 0.3, 0.6, 0.94, 0.02, 0.04])
    const found = read(head, { scores, boxes })
    expect(listed(found)).toEqual([
      [2, 0.6, 0, 8, 32, 24],
      [1, 0.3, 0, 8, 32, 24],
    ])
    expect(found).toMatchObject({ classes: 3, nothing: 'first' })
  })

  it('refuses a graph that knows only the background', () => {
    const scores = floats([1, 2, 1], [1, 1])
    expect(() => read(head, { scores, boxes })).toThrow(refusal(/no class besides the background/))
  })
})

describe('a listed head', () => {
  const torchvision: DetectionHead = {
    kind: 'listed',
    boxes: 'boxes',
    scores: 'scores',
    labels: 'labels',
    order: 'xyxy',
    unit: 'pixels',
    firstLabel: 1,
  }
  const labels: Tensor = { type: 'int64', dims: [2], data: BigInt64Array.of(1n, 3n) }

  it('reads what torchvision lists', () => {
    const boxes = floats([2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
    const found = read(torchvision, { boxes, scores: floats([2], [0.9, 0.8]), labels })
    expect(listed(found)).toEqual([
      [0, 0.9, 1, 2, 3, 4],
      [2, 0.8, 5, 6, 7, 8],
    ])
    expect(found.classes).toBeUndefined()
  })

  it('reads what TensorFlow lists: y first, relative, in a batch', () => {
    const tensorflow = { ...torchvision, order: 'yxyx', unit: 'relative' } as const
    const boxes = floats([1, 3, 4], [0.25, 0.5, 0.75, 1, 0, 0, 1, 1, 0, 0, 0, 0])
    const scores = floats([1, 3], [0.9, 0.5, 0])
    const given = { boxes, scores, labels: floats([1, 3], [2, 0, 1]) }
    // Its second one is of class 0, the background.
    expect(listed(read(tensorflow, given))).toEqual([[1, 0.9, 32, 8, 64, 24]])
  })

  it('may be empty', () => {
    const none = { ...labels, dims: [0], data: new BigInt64Array() } as Tensor
    const given = { boxes: floats([0, 4], []), scores: floats([0], []), labels: none }
    expect(listed(read(torchvision, given))).toEqual([])
  })

  it('refuses lists of different lengths', () => {
    const boxes = floats([1, 4], [1, 2, 3, 4])
    expect(() => read(torchvision, { boxes, scores: floats([2], [0.9, 0.8]), labels })).toThrow(
      refusal(/“scores” has the shape 2, not 1 × 1 \(one number for each box\)/),
    )
  })
})

describe('a fastest-det head', () => {
  const head: DetectionHead = { kind: 'fastest-det', output: 'output' }

  it('reads boxes that are made already, in pixels', () => {
    const rows = [
      [10, 12, 4, 6, 0.5, 0.1, 0.9],
      [40, 12, 4, 6, 0.9, 0.8, 0.2],
    ]
    const found = read(head, { output: floats([1, 2, 7], rows.flat()) })
    expect(listed(found)).toEqual([
      [0, 0.72, 38, 9, 42, 15],
      [1, 0.45, 8, 9, 12, 15],
    ])
  })

  it('makes them of what comes out of the last layer', () => {
    // 1 × 2 cells; the second one is 32 pixels to the right.
    const values = [
      [0.1, 0.5],
      [0, Math.atanh(0.5)],
      [0, Math.atanh(0.25)],
      [0, 0],
      [0, -Math.log(3)],
      [0.1, 0.2],
      [0.1, 0.8],
    ]
    const found = read(head, { output: floats([1, 7, 1, 2], values.flat()) })
    expect(listed(found)).toEqual([[1, 0.4, 32, 4, 64, 12]])
    expect(found.classes).toBe(2)
  })
})

describe('a yunet head', () => {
  const cells = { 8: 32, 16: 8, 32: 2 }
  const outputs = (change: Record<string, number[]> = {}) =>
    Object.fromEntries(
      Object.entries(cells).flatMap(([stride, count]) =>
        Object.entries({ cls: 1, obj: 1, bbox: 4, kps: 10 }).map(([part, width]) => {
          const values = Array<number>(count * width).fill(0)
          change[`${part}_${stride}`]?.forEach((value, i) => (values[width + i] = value))
          return [`${part}_${stride}`, floats([1, count, width], values)]
        }),
      ),
    )

  it('makes boxes and points of cells, with the root of both scores', () => {
    // The second cell of stride 16.
    const found = read(
      { kind: 'yunet' },
      outputs({
        cls_16: [0.8],
        obj_16: [1.25],
        bbox_16: [0.5, 0.25, Math.log(2), 0],
        kps_16: [0, 0, 0.5, 1, -1, 0, 0, 0, 0, 2],
      }),
    )
    expect(listed(found)).toEqual([[0, 0.8944, 8, -4, 40, 12]])
    expect(found.boxes.points?.perBox).toBe(5)
    expect([...found.boxes.points!.xy]).toEqual([16, 0, 24, 16, 0, 0, 16, 0, 16, 32])
  })

  it('refuses another number of cells', () => {
    const given = { ...outputs(), obj_8: floats([1, 31, 1], Array<number>(31).fill(0)) }
    expect(() => read({ kind: 'yunet' }, given)).toThrow(
      refusal(/“obj_8” has the shape 1 × 31 × 1, not 1 × 32 × 1/),
    )
  })
})

describe('a blaze-face head', () => {
  const none = { rows: 896, logit: -200 }
  const head: DetectionHead = { kind: 'blaze-face', scores: ['s'], boxes: ['b'] }
  const rowsOf = (row: number, values: readonly number[]) => {
    const all = Array<number>(none.rows * 16).fill(0)
    values.forEach((value, i) => (all[row * 16 + i] = value))
    return all
  }
  const logitsOf = (row: number, logit: number) =>
    Array.from({ length: none.rows }, (_, i) => (i === row ? logit : none.logit))

  it.each([
    // The second anchor of the cell in column 3 of line 1 of the 16 × 16.
    [(16 + 3) * 2 + 1, [28, 12]],
    // The last anchor of the cell in column 2 of line 5 of the 8 × 8.
    [512 + (5 * 8 + 2) * 6 + 5, [40, 88]],
  ] as const)('puts row %d around the middle of its cell', (row, [x, y]) => {
    const values = [2, 4, 20, 10, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, -3, -4]
    const given = {
      s: floats([1, 896, 1], logitsOf(row, Math.log(9))),
      b: floats([1, 896, 16], rowsOf(row, values)),
    }
    const found = read(head, given, [128, 128])
    expect(listed(found)).toEqual([[0, 0.9, x - 8, y - 1, x + 12, y + 9]])
    const points = [...found.boxes.points!.xy]
    expect([points.slice(0, 2), points.slice(-2)]).toEqual([
      [x + 1, y + 2],
      [x - 3, y - 4],
    ])
  })

  it('reads two pairs of outputs as one', () => {
    const two: DetectionHead = { ...head, scores: ['s0', 's1'], boxes: ['b0', 'b1'] }
    const logits = logitsOf(512, 500)
    const rows = rowsOf(512, [0, 0, 8, 8])
    const given = {
      s0: floats([1, 512, 1], logits.slice(0, 512)),
      s1: floats([1, 384, 1], logits.slice(512)),
      b0: floats([1, 512, 16], rows.slice(0, 512 * 16)),
      b1: floats([1, 384, 16], rows.slice(512 * 16)),
    }
    expect(listed(read(two, given, [128, 128]))).toEqual([[0, 1, 4, 4, 12, 12]])
  })

  it('refuses another number of anchors', () => {
    const given = { s: floats([1, 2, 1], [0, 0]), b: floats([1, 896, 16], rowsOf(0, [])) }
    expect(() => read(head, given)).toThrow(
      refusal(/There are 2 rows in “s”, but BlazeFace has 896/),
    )
  })
})
