import { inflateSync } from 'node:zlib'
import golden from '../worker/golden/segmentation.json' with { type: 'json' }
import type { ImageSegmentationManifest } from '../protocol/picture-manifests.ts'
import { buildSegmenter } from './segmentation-builders.ts'

export const goldenCases = golden.cases

/** The mask of the reference: see worker/golden/segmentation-make.py. */
export interface KeptMask {
  readonly shares: Readonly<Record<string, number | undefined>>
  readonly small: string
}

const [smallWidth = 0, smallHeight = 0] = golden.small

/** How many of the reference's places have the same label here; 1 for all. */
export function agreementWith(
  kept: KeptMask,
  { width, height, labels }: { width: number; height: number; labels: ArrayLike<number> },
): number {
  const expected = inflateSync(Buffer.from(kept.small, 'base64'))
  let equal = 0
  for (let y = 0; y < smallHeight; y++) {
    const row = Math.floor(((y + 0.5) * height) / smallHeight)
    for (let x = 0; x < smallWidth; x++) {
      const column = Math.floor(((x + 0.5) * width) / smallWidth)
      if (labels[row * width + column] === expected[y * smallWidth + x]) equal += 1
    }
  }
  return equal / (smallWidth * smallHeight)
}

/** Of all pixels, how many have this label. */
export function shareOf(labels: ArrayLike<number>, label: number): number {
  let count = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) count += 1
  return count / labels.length
}

const nhwc = { filter: 'bilinear', channels: 3, layout: 'NHWC' } as const

/** What the authors' own code does: tfjs-models, body-segmentation and body-pix. */
export const realSegmenters = {
  selfie: {
    model: 'selfie_segmentation_landscape.onnx',
    threshold: 0.5,
    parts: {
      labels: ['person'],
      head: { kind: 'matte', output: 'segment_back', layout: 'NHWC', activation: 'none' },
      preprocessing: {
        ...nhwc,
        width: 256,
        height: 144,
        resize: { mode: 'exact' },
        rescale: 1 / 255,
        mean: [0, 0, 0],
        std: [1, 1, 1],
      },
    },
  },
  person: {
    model: 'bodypix_mobilenetv1_x050_stride16.onnx',
    threshold: 0.7,
    parts: {
      labels: ['person'],
      head: { kind: 'matte', output: 'segments', layout: 'NHWC', activation: 'sigmoid' },
      preprocessing: bodypixInput(),
    },
  },
  parts: {
    model: 'bodypix_mobilenetv1_x050_stride16.onnx',
    threshold: 0.5,
    parts: {
      labels: [],
      head: { kind: 'semantic', output: 'part_heatmaps', layout: 'NHWC' },
      preprocessing: bodypixInput(),
    },
  },
} as const satisfies Record<
  string,
  { model: string; threshold: number; parts: Partial<ImageSegmentationManifest> }
>

export type RealSegmenter = keyof typeof realSegmenters

export function buildRealSegmenter(name: RealSegmenter): ImageSegmentationManifest {
  return buildSegmenter(realSegmenters[name].parts)
}

function bodypixInput() {
  return {
    ...nhwc,
    width: 513,
    height: 513,
    resize: { mode: 'fit', anchor: 'centre', pad: 0 },
    rescale: 1 / 127.5,
    mean: [1, 1, 1],
    std: [1, 1, 1],
  } as const
}
