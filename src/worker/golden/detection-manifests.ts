/** How the detectors of the fixtures were meant to be used, by the code of their authors: see make-detection.py. */
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { ObjectDetectionManifest } from '../../protocol/picture-manifests.ts'

type Way = Pick<ObjectDetectionManifest, 'preprocessing' | 'head'> & { readonly iou: number }

const plain = {
  filter: 'bilinear',
  channels: 3,
  layout: 'NCHW',
  rescale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
} satisfies Partial<ImagePreprocessing>

export const detectors: Readonly<Record<string, Way>> = {
  yolox_nano: {
    preprocessing: {
      ...plain,
      width: 416,
      height: 416,
      resize: { mode: 'fit', anchor: 'top-left', pad: 114, rounding: 'down' },
      colours: 'BGR',
    },
    head: {
      kind: 'yolo',
      output: 'output',
      axes: 'boxes-first',
      objectness: true,
      strides: [8, 16, 32],
    },
    iou: 0.45,
  },
  FastestDet: {
    preprocessing: {
      ...plain,
      width: 352,
      height: 352,
      resize: { mode: 'exact' },
      colours: 'BGR',
      rescale: 1 / 255,
    },
    head: { kind: 'fastest-det', output: 'output' },
    iou: 0.45,
  },
  'ultraface-RFB-320': {
    preprocessing: {
      ...plain,
      width: 320,
      height: 240,
      resize: { mode: 'exact' },
      mean: [127, 127, 127],
      std: [128, 128, 128],
    },
    head: { kind: 'ssd', scores: 'scores', boxes: 'boxes' },
    iou: 0.3,
  },
  yunet_n_320_320: {
    preprocessing: {
      ...plain,
      width: 320,
      height: 320,
      resize: { mode: 'fit', anchor: 'top-left', pad: 0, rounding: 'nearest' },
      colours: 'BGR',
    },
    head: { kind: 'yunet' },
    iou: 0.3,
  },
  blazeface_face_detection_front_128x128: {
    preprocessing: {
      ...plain,
      width: 128,
      height: 128,
      resize: { mode: 'fit', anchor: 'centre', pad: 0 },
      layout: 'NHWC',
      rescale: 1 / 127.5,
      mean: [1, 1, 1],
    },
    head: {
      kind: 'blaze-face',
      scores: ['Identity:0', 'Identity_1:0'],
      boxes: ['Identity_2:0', 'Identity_3:0'],
    },
    iou: 0.3,
  },
}
