/** How families of networks want their pictures, as far as their authors say it. */
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'

type Usual = Partial<ImagePreprocessing>

const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const

/** Ultralytics' `LetterBox`, divided by 255. */
export const letterboxed = {
  resize: { mode: 'fit', anchor: 'centre', pad: 114 },
  filter: 'bilinear',
  rescale: 1 / 255,
  ...plain,
} as const satisfies Usual

/** YOLOX's `preproc`: top left, as OpenCV reads them, nothing divided. */
export const yolox = {
  resize: { mode: 'fit', anchor: 'top-left', pad: 114 },
  filter: 'bilinear',
  colours: 'BGR',
  rescale: 1,
  ...plain,
} as const satisfies Usual

export const imageNet = {
  filter: 'bilinear',
  rescale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} as const satisfies Usual

/** −1 to 1, as TensorFlow's networks for small devices want it. */
export const signed = {
  filter: 'bilinear',
  rescale: 1 / 127.5,
  mean: [1, 1, 1],
  std: [1, 1, 1],
} as const satisfies Usual

/** 0 to 1. */
export const unsigned = { filter: 'bilinear', rescale: 1 / 255, ...plain } as const satisfies Usual

/** 0 to 255. */
export const bytes = { filter: 'bilinear', rescale: 1, ...plain } as const satisfies Usual

export const exact = { resize: { mode: 'exact' } } as const satisfies Usual
