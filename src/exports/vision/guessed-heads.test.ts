import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { cocoNames } from '../guess/coco-names.ts'
import { readExport } from '../read-export.ts'

type GraphArgs = Parameters<typeof graphOf>
const read = (graph: GraphArgs, more: Record<string, unknown> = {}) =>
  readExport(memoryFolder({ 'net.onnx': graphOf(...graph), ...more }))

const rgb = { images: [1, 3, 640, 640] }
const letterbox = { resize: { mode: 'fit', anchor: 'centre', pad: 114 }, rescale: 1 / 255 }
const yoloxWay = {
  resize: { mode: 'fit', anchor: 'top-left', pad: 114 },
  rescale: 1,
  colours: 'BGR',
}

describe('a bare graph that finds things', () => {
  it.each<[string, GraphArgs, object, object]>([
    [
      'YOLOv8 and later',
      [rgb, { output0: [1, 84, 8400] }],
      { kind: 'yolo', axes: 'values-first', objectness: false },
      letterbox,
    ],
    [
      'YOLOv5, three boxes a cell',
      [rgb, { output0: [1, 25200, 85] }],
      { kind: 'yolo', axes: 'boxes-first', objectness: true },
      letterbox,
    ],
    [
      'YOLOX, one box a cell',
      [rgb, { output: [1, 8400, 85] }],
      { kind: 'yolo', axes: 'boxes-first', objectness: true, strides: [8, 16, 32] },
      yoloxWay,
    ],
    [
      'boxes that are decoded already',
      [rgb, { output: [1, 8400, 85] }, { nodes: [{ op: 'Exp' }] }],
      { kind: 'yolo', axes: 'boxes-first', objectness: true },
      letterbox,
    ],
    ['overlapping boxes gone', [rgb, { output0: [1, 300, 6] }], { kind: 'end-to-end' }, letterbox],
    [
      'FastestDet',
      [{ x: [1, 3, 352, 352] }, { y: [1, 484, 85] }],
      { kind: 'fastest-det' },
      { resize: { mode: 'exact' }, colours: 'BGR' },
    ],
    [
      'FastestDet as maps',
      [{ x: [1, 3, 352, 352] }, { y: [1, 85, 22, 22] }],
      { kind: 'fastest-det' },
      { resize: { mode: 'exact' }, colours: 'BGR' },
    ],
    [
      'UltraFace',
      [{ x: [1, 3, 240, 320] }, { scores: [1, 4420, 2], boxes: [1, 4420, 4] }],
      { kind: 'ssd', scores: 'scores', boxes: 'boxes' },
      { rescale: 1, mean: [127, 127, 127], std: [128, 128, 128] },
    ],
    [
      'DETR',
      [{ x: ['b', 3, 'h', 'w'] }, { logits: ['b', 100, 92], pred_boxes: ['b', 100, 4] }],
      { kind: 'detr', scores: 'softmax' },
      { resize: { mode: 'within', shorterSide: 800, longerSide: 1333 } },
    ],
    [
      'RT-DETR',
      [{ x: [1, 3, 640, 640] }, { logits: [1, 300, 80], pred_boxes: [1, 300, 4] }],
      { kind: 'detr', scores: 'sigmoid' },
      { resize: { mode: 'exact' } },
    ],
    [
      'TorchVision',
      [
        { x: [1, 3, 'h', 'w'] },
        { boxes: ['n', 4], labels: [{ type: 'int64' }, 'n'], scores: ['n'] },
      ],
      { kind: 'listed', boxes: 'boxes', order: 'xyxy', unit: 'pixels', firstLabel: 1 },
      { mean: [0, 0, 0] },
    ],
    [
      'TensorFlow',
      [
        { input_tensor: [{ type: 'uint8' }, 1, 'h', 'w', 3] },
        {
          'detection_boxes:0': [1, 100, 4],
          'detection_classes:0': [1, 100],
          'detection_scores:0': [1, 100],
          'num_detections:0': [1],
        },
      ],
      { kind: 'listed', labels: 'detection_classes:0', order: 'yxyx', unit: 'relative' },
      { rescale: 1, layout: 'NHWC' },
    ],
  ])('as %s does is read so', async (_, graph, head, preprocessing) => {
    const manifest = await read(graph)
    expect(manifest).toMatchObject({ task: 'object-detection', head, preprocessing })
    expect(manifest.guessed).toEqual(expect.arrayContaining(['task', 'detection.head']))
    expect(manifest.notes?.at(-1)).toContain('is a guess')
  })

  it('of 80 classes is guessed to know COCO’s, which is said', async () => {
    const manifest = await read([rgb, { output0: [1, 84, 8400] }])
    expect(manifest).toMatchObject({ labels: cocoNames })
    expect(manifest.guessed).toContain('labels')
    expect(manifest.reasons).toContain(
      'labels: the 80 names that 80 classes usually have, as a guess',
    )
  })

  it('prefers names that lie beside it', async () => {
    const names = Array.from({ length: 80 }, (_, i) => `thing ${i}`).join('\n')
    const manifest = await read([rgb, { output0: [1, 84, 8400] }], { 'my.names': names })
    expect(manifest).toMatchObject({ labels: names.split('\n') })
  })

  it('counts TorchVision’s labels from 0 where their names begin with the background', async () => {
    const outputs = { boxes: ['n', 4], labels: [{ type: 'int64' }, 'n'], scores: ['n'] } as const
    const manifest = await read([{ x: [1, 3, 8, 8] }, outputs], {
      'labels.txt': '__background__\nperson\nbicycle',
    })
    expect(manifest).toMatchObject({
      labels: ['__background__', 'person', 'bicycle'],
      head: { kind: 'listed', firstLabel: 0 },
    })
  })
})

describe('a bare graph that gives maps', () => {
  it.each<[string, GraphArgs, object]>([
    [
      'one map a class',
      [{ x: [1, 3, 512, 512] }, { y: [1, 19, 128, 128] }],
      { task: 'image-segmentation', head: { kind: 'semantic', output: 'y', layout: 'NCHW' } },
    ],
    [
      'Pascal VOC’s 21, twice',
      [{ x: [1, 3, 520, 520] }, { out: [1, 21, 520, 520], aux: [1, 21, 520, 520] }],
      { task: 'image-segmentation', head: { kind: 'semantic', output: 'out', background: 0 } },
    ],
    [
      'the classes themselves',
      [{ x: [1, 64, 64, 3] }, { y: [{ type: 'int64' }, 1, 64, 64] }],
      {
        task: 'image-segmentation',
        head: { kind: 'semantic' },
        preprocessing: { mean: [1, 1, 1] },
      },
    ],
    [
      'one map, with a sigmoid inside',
      [{ x: [1, 3, 64, 64] }, { alpha: [1, 1, 64, 64] }, { nodes: [{ op: 'Sigmoid' }] }],
      {
        task: 'image-segmentation',
        head: { kind: 'matte', output: 'alpha', activation: 'none' },
        labels: ['subject'],
      },
    ],
    [
      'one map of logits, beside others of the same',
      [{ x: [1, 3, 320, 320] }, { d0: [1, 1, 320, 320], d1: [1, 1, 320, 320] }],
      { head: { kind: 'matte', output: 'd0', activation: 'sigmoid' } },
    ],
    [
      'boxes with coefficients, and prototypes',
      [rgb, { output0: [1, 116, 8400], output1: [1, 32, 160, 160] }],
      {
        task: 'image-segmentation',
        head: { kind: 'instances', boxes: { coefficients: 32 }, prototypes: 'output1' },
        labels: cocoNames,
        preprocessing: letterbox,
      },
    ],
    [
      'a picture four times as large',
      [{ x: [1, 3, 64, 64] }, { y: [1, 3, 256, 256] }],
      {
        task: 'image-to-image',
        output: { name: 'y', layout: 'NCHW', gives: 'picture', white: 1 },
        preprocessing: { resize: { mode: 'fit', anchor: 'top-left', pad: 0 }, rescale: 1 / 255 },
      },
    ],
    [
      'a larger grey picture',
      [{ x: [1, 1, 224, 224] }, { y: [1, 1, 672, 672] }],
      { task: 'image-to-image', preprocessing: { channels: 1, mean: [0] } },
    ],
    [
      'a picture in another style',
      [
        { input1: [1, 3, 224, 224] },
        { output1: [1, 3, 224, 224] },
        { nodes: [{ op: 'InstanceNormalization' }] },
      ],
      { task: 'image-to-image', output: { white: 255 }, preprocessing: { rescale: 1 } },
    ],
    [
      'how far things are, without a word',
      [{ x: [1, 3, 384, 384] }, { 1795: [1, 384, 384] }],
      { task: 'image-to-image', output: { gives: 'depth' } },
    ],
    [
      'how far things are',
      [{ x: [1, 3, 256, 256] }, { predicted_depth: [1, 256, 256] }],
      { task: 'image-to-image', output: { gives: 'depth' } },
    ],
  ])('as %s is read so', async (_, graph, expected) => {
    const manifest = await read(graph)
    expect(manifest).toMatchObject(expected)
    expect(manifest.guessed?.some((key) => /^(segmentation|image)\./.test(key))).toBe(true)
  })
})
