/** Exports that find every class of theirs in whatever picture they are given. */
import { float32s, onnxModel } from '../../src/testing/onnx-writer.ts'
import type { DroppedFile } from './drop-files.ts'

const side = 64
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** Takes a picture, and gives these numbers for it. */
function constantModel(dims: readonly number[], values: readonly number[]): Uint8Array {
  return onnxModel({
    inputs: [{ name: 'picture', dims: [1, 3, side, side] }],
    outputs: [{ name: 'answer', dims }],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['picture'],
        outputs: ['mean'],
        attributes: { keepdims: { int: 0 } },
      },
      { op: 'Mul', inputs: ['mean', 'zero'], outputs: ['nothing'] },
      { op: 'Add', inputs: ['values', 'nothing'], outputs: ['answer'] },
    ],
    initialisers: [
      { name: 'zero', dims: [1], raw: float32s([0]) },
      { name: 'values', dims, raw: float32s(values) },
    ],
  })
}

const preprocessing = { resize: 'exact', rescale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] }

/** A detector that finds one thing of each class, the first most surely, in rows from top to bottom. */
export function detectorOf(labels: readonly string[]): DroppedFile[] {
  const columns = Math.ceil(Math.sqrt(labels.length))
  const cell = side / columns
  const rows = labels.flatMap((_, index) => {
    const [x, y] = [(index % columns) * cell, Math.floor(index / columns) * cell]
    return [x, y, x + 0.9 * cell, y + 0.9 * cell, 0.99 - (0.4 * index) / labels.length, index]
  })
  const stated = {
    task: 'object-detection',
    labels,
    preprocessing,
    detection: { head: 'end-to-end', output: 'answer' },
  }
  return [
    { name: 'detector.onnx', bytes: constantModel([1, labels.length, 6], rows) },
    { name: 'vitrine.json', bytes: json(stated) },
  ]
}

/** A segmenter that sees each class on one tile of the picture, and the last one on what is left. */
export function segmenterOf(labels: readonly string[]): DroppedFile[] {
  const columns = Math.ceil(Math.sqrt(labels.length))
  const maps = labels.flatMap((_, index) =>
    Array.from({ length: columns ** 2 }, (__, at) =>
      Math.min(at, labels.length - 1) === index ? 9 : 0,
    ),
  )
  const stated = {
    task: 'image-segmentation',
    labels,
    preprocessing,
    segmentation: { head: 'semantic', output: 'answer', layout: 'NCHW' },
  }
  const dims = [1, labels.length, columns, columns]
  return [
    { name: 'segmenter.onnx', bytes: constantModel(dims, maps) },
    { name: 'vitrine.json', bytes: json(stated) },
  ]
}
