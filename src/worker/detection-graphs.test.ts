import { beforeAll, describe, expect, it } from 'vitest'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import { createObjectDetection } from '../pipelines/object-detection.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import type { DetectionHead } from '../protocol/picture-manifests.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { openSession } from '../runtime/session.ts'
import { buildDetector } from '../testing/detection-builders.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { float32s, onnxModel } from '../testing/onnx-writer.ts'
import { tickingContext } from '../testing/text-encoder.ts'

type Row = readonly number[]

interface Written {
  readonly name: string
  readonly dims: readonly number[]
  readonly values: readonly number[]
}

/** `[1, rows, columns]`. */
const table = (name: string, ...rows: Row[]): Written => ({
  name,
  dims: [1, rows.length, rows[0]!.length],
  values: rows.flat(),
})

const zeros = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array<number>(columns).fill(0))

/** Rows of zeros but for one. */
const oneOf = (rows: number, at: number, row: Row): Row[] =>
  zeros(rows, row.length).map((zero, i) => (i === at ? row : zero))

/**
 * A graph that takes a picture of 32 × 32 and answers with these numbers, times the brightest of its pixels: they come
 * out as they are for a white picture, and as zeros for a black one.
 */
function graph(outputs: readonly Written[]): Uint8Array {
  return onnxModel({
    inputs: [{ name: 'images', dims: [1, 3, 32, 32] }],
    outputs: outputs.map(({ name, dims }) => ({ name, dims })),
    nodes: [
      {
        op: 'ReduceMax',
        inputs: ['images'],
        outputs: ['brightest'],
        attributes: { keepdims: { int: 0 } },
      },
      ...outputs.map(({ name }) => ({
        op: 'Mul',
        inputs: [`${name}_values`, 'brightest'],
        outputs: [name],
      })),
    ],
    initialisers: outputs.map(({ name, dims, values }) => ({
      name: `${name}_values`,
      dims,
      raw: float32s(values),
    })),
  })
}

/** 64 × 64 pixels of one grey. */
const decoderOf = (grey: number): PictureDecoder => ({
  decode: () =>
    Promise.resolve({
      picture: {
        ...pixelSource({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 4).fill(grey) }),
        close: () => {},
      },
      facts: { format: 'PNG', width: 64, height: 64, animated: false },
    }),
})

let started: StartedOrt
beforeAll(async () => {
  started = await startNodeOrt()
})

async function detect(head: DetectionHead, outputs: readonly Written[], grey = 255) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const model = graph(outputs)
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path: 'model.onnx', model, external: [] }),
  })
  const manifest = buildDetector({ head, labels: [] })
  const pipeline = createObjectDetection(manifest, { session, decoder: decoderOf(grey) })
  const { boxes } = await pipeline.run({ image: new Blob(['grey']) }, tickingContext())
  await session.close()
  return [...boxes.scores.keys()].map((i) => [
    boxes.classes[i]!,
    Number(boxes.scores[i]!.toFixed(3)),
    ...boxes.corners.subarray(i * 4, i * 4 + 4),
  ])
}

/** All of them say the same: class 1, nine of ten, from (8, 16) to (24, 32) of the 32 × 32. */
const sizes = [16, 24, 16, 16]
const corners = [8, 16, 24, 32]
const relative = corners.map((value) => value / 32)
const logit = Math.log(9)

const graphs: readonly [DetectionHead, readonly Written[], classIndex?: number][] = [
  [
    { kind: 'yolo', output: 'output0', axes: 'values-first', objectness: false },
    [table('output0', ...[...sizes, 0.1, 0.9].map((value) => [0, value]))],
  ],
  [
    { kind: 'yolo', output: 'output', axes: 'boxes-first', objectness: true },
    [table('output', [...sizes, 0.9, 0.2, 1], [...sizes, 0, 1, 1])],
  ],
  [
    { kind: 'yolo', output: 'output', axes: 'boxes-first', objectness: true, strides: [16] },
    [table('output', ...oneOf(4, 3, [0, 0.5, 0, 0, 0.9, 0, 1]))],
  ],
  [{ kind: 'end-to-end', output: 'output0' }, [table('output0', [...corners, 0.9, 1])]],
  [
    { kind: 'detr', logits: 'logits', boxes: 'pred_boxes', scores: 'softmax' },
    [
      table('logits', [-99, logit, 0]),
      table(
        'pred_boxes',
        sizes.map((value) => value / 32),
      ),
    ],
  ],
  [
    { kind: 'detr', logits: 'logits', boxes: 'pred_boxes', scores: 'sigmoid' },
    [
      table('logits', [-99, logit]),
      table(
        'pred_boxes',
        sizes.map((value) => value / 32),
      ),
    ],
  ],
  [
    { kind: 'ssd', scores: 'scores', boxes: 'boxes' },
    [table('scores', [0.1, 0.9]), table('boxes', relative)],
  ],
  [
    {
      kind: 'listed',
      boxes: 'boxes',
      scores: 'scores',
      labels: 'labels',
      order: 'yxyx',
      unit: 'relative',
      firstLabel: 1,
    },
    [
      table('boxes', [relative[1]!, relative[0]!, relative[3]!, relative[2]!]),
      { name: 'scores', dims: [1, 1], values: [0.9] },
      { name: 'labels', dims: [1, 1], values: [2] },
    ],
  ],
  [{ kind: 'fastest-det', output: 'output' }, [table('output', [...sizes, 1, 0.1, 0.9])]],
  [
    { kind: 'yunet' },
    [8, 16, 32].flatMap((stride) => {
      const cells = (32 / stride) ** 2
      const at = stride === 16 ? 3 : -1
      return [
        table(`cls_${stride}`, ...oneOf(cells, at, [0.81])),
        table(`obj_${stride}`, ...oneOf(cells, at, [1])),
        table(`bbox_${stride}`, ...oneOf(cells, at, [0, 0.5, 0, 0])),
        table(`kps_${stride}`, ...zeros(cells, 10)),
      ]
    }),
    0,
  ],
  [
    { kind: 'blaze-face', scores: ['s'], boxes: ['b'] },
    [
      table('s', ...Array.from({ length: 896 }, (_, i) => [i === 600 ? logit : -200])),
      // Row 600 is an anchor of the cell in column 6 of line 1 of the 8 × 8: 26 and 6 of the 32 pixels.
      table('b', ...oneOf(896, 600, [-10, 18, 16, 16, ...Array<number>(12).fill(0)])),
    ],
    0,
  ],
]

describe('a graph in the runtime', () => {
  it.each(graphs)('has its boxes read: %j', async (head, outputs, classIndex = 1) => {
    expect(await detect(head, outputs)).toEqual([[classIndex, 0.9, 16, 32, 48, 64]])
  })

  it('of each kind of head is among them', () => {
    // A kind that is added to the union and not to this object does not compile.
    const kinds: Record<DetectionHead['kind'], true> = {
      yolo: true,
      'end-to-end': true,
      detr: true,
      ssd: true,
      listed: true,
      'fastest-det': true,
      yunet: true,
      'blaze-face': true,
    }
    expect(new Set(graphs.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(kinds)))
  })

  it('finds nothing where there is nothing', async () => {
    const [head, outputs] = graphs[0]!
    expect(await detect(head, outputs, 0)).toEqual([])
  })
})
