import type {
  ImageSegmentationManifest,
  ImageToImageManifest,
} from '../protocol/picture-manifests.ts'
import type { ImageSegmentation } from '../protocol/picture-tasks.ts'
import { buildPictures } from './builders.ts'
import { float32s, onnxModel, type OnnxNode } from './onnx-writer.ts'

export function buildSegmenter(
  parts: Partial<ImageSegmentationManifest> = {},
): ImageSegmentationManifest {
  const { task: _, output: __, ...base } = buildPictures()
  return {
    ...base,
    id: 'scenes',
    title: 'What is where?',
    description: 'Tells sky, road and grass apart.',
    base: 'models/scenes/',
    task: 'image-segmentation',
    labels: ['nothing', 'sky', 'road', 'grass'],
    head: { kind: 'semantic', output: 'logits', layout: 'NCHW', background: 0 },
    thresholds: { confidence: 0.5, iou: 0.45 },
    examples: [{ title: 'A field', image: 'examples/field.png' }],
    ...parts,
  }
}

export function buildPainter(parts: Partial<ImageToImageManifest> = {}): ImageToImageManifest {
  const { task: _, output: __, labels: ___, ...base } = buildPictures()
  return {
    ...base,
    id: 'painter',
    title: 'Painter',
    base: 'models/painter/',
    task: 'image-to-image',
    output: { name: 'painted', layout: 'NCHW', gives: 'picture', white: 1, colours: 'RGB' },
    examples: [],
    ...parts,
  }
}

/** 4 × 2 pixels: three of sky, two of road, two of grass and one of nothing. */
export function buildSegmentation(parts: Partial<ImageSegmentation> = {}): ImageSegmentation {
  return {
    image: { format: 'JPEG', width: 4, height: 2, animated: false },
    timing: {
      decodeMs: 2.1,
      preprocessMs: 0.4,
      runMs: 3.8,
      postprocessMs: 0.2,
      totalMs: 6.5,
      cold: false,
    },
    resampled: 'exact',
    width: 4,
    height: 2,
    mask: { kind: 'semantic', pixels: Uint8Array.of(1, 1, 1, 0, 2, 2, 3, 3), background: 0 },
    classes: ['nothing', 'sky', 'road', 'grass'],
    ...parts,
  }
}

/** Two people, of whom the more certain one stands before the other, and a dog. */
export function buildInstances(): ImageSegmentation {
  const ones = (count: number) => new Uint8Array(count).fill(1)
  return buildSegmentation({
    classes: ['person', 'dog'],
    mask: {
      kind: 'instances',
      instances: [
        { class: 0, score: 0.9, left: 0, top: 0, width: 2, height: 1, pixels: ones(2) },
        { class: 1, score: 0.7, left: 3, top: 1, width: 1, height: 1, pixels: ones(1) },
        { class: 0, score: 0.6, left: 1, top: 0, width: 2, height: 1, pixels: ones(2) },
      ],
    },
  })
}

export function buildMatte(): ImageSegmentation {
  return buildSegmentation({
    classes: ['person'],
    mask: { kind: 'matte', alpha: Uint8Array.of(0, 80, 180, 255, 0, 80, 180, 255) },
  })
}

/**
 * A graph that gives its picture back, `[1, 3, height, width]`: the maps of a segmenter are then the picture's own
 * colours.
 */
export function echoModel(
  { width, height }: { readonly width: number; readonly height: number },
  output: {
    readonly name: string
    readonly nodes?: readonly OnnxNode[]
    readonly dims?: (number | string)[]
    readonly type?: string
  },
): Uint8Array {
  const dims = [1, 3, height, width]
  return onnxModel({
    inputs: [{ name: 'pixels', dims }],
    outputs: [{ name: output.name, dims: output.dims ?? dims, type: output.type ?? 'float32' }],
    nodes: output.nodes ?? [{ op: 'Identity', inputs: ['pixels'], outputs: [output.name] }],
    initialisers: [{ name: 'none', dims: [1], raw: float32s([0]) }],
  })
}

/** What `instancesModel` is, to a manifest. */
export const instancesHead = {
  kind: 'instances',
  boxes: { kind: 'yolo', output: 'rows', axes: 'boxes-first', objectness: false, coefficients: 2 },
  prototypes: 'maps',
} as const

/**
 * A YOLO that sees the same in every picture of 64 × 64: a cat on the left, of which it has a second box, and a dog below
 * on the right. Of its two prototypes the first is everywhere, the second in the lower half.
 */
export function instancesModel(): Uint8Array {
  const cells = 16 * 16
  const rows = [
    [16, 32, 32, 64, 0.9, 0, 20, 0],
    [17, 32, 32, 64, 0.8, 0, 20, 0],
    [48, 32, 32, 64, 0, 0.6, -20, 40],
  ]
  const maps = Array.from({ length: 2 * cells }, (_, i) => Number(i < cells || i >= cells * 1.5))
  return onnxModel({
    inputs: [{ name: 'pixels', dims: [1, 3, 64, 64] }],
    outputs: [
      { name: 'rows', dims: [1, 3, 8] },
      { name: 'maps', dims: [1, 2, 16, 16] },
    ],
    nodes: [
      { op: 'Identity', inputs: ['row values'], outputs: ['rows'] },
      { op: 'Identity', inputs: ['map values'], outputs: ['maps'] },
    ],
    initialisers: [
      { name: 'row values', dims: [1, 3, 8], raw: float32s(rows.flat()) },
      { name: 'map values', dims: [1, 2, 16, 16], raw: float32s(maps) },
    ],
  })
}
