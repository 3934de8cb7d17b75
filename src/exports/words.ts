import type { ImagePreprocessing, ResizeRule } from '../core/pixels/preprocess.ts'
import type { KnownTask, Task } from '../protocol/manifest.ts'
import { printable } from './graph/words.ts'

const taskWords: Record<KnownTask | Task, string> = {
  'text-generation': 'text generation',
  'image-classification': 'image classification',
  'object-detection': 'object detection',
  'image-segmentation': 'image segmentation',
  'image-to-image': 'image to image',
  'text-classification': 'text classification',
  'fill-mask': 'filling in masked words',
  'tabular-classification': 'classification of table rows',
  'tabular-regression': 'regression on table rows',
  'feature-extraction': 'feature extraction',
  tensors: 'tensors in, tensors out',
}

export function nameOfTask(task: KnownTask | Task): string {
  return taskWords[task]
}

/** "32 × 32 RGB", how pictures get there, and the normalisation. */
export function preprocessingReasons(preprocessing: ImagePreprocessing): string[] {
  const {
    width,
    height,
    channels,
    colours = 'RGB',
    layout,
    resize,
    rescale,
    mean,
    std,
  } = preprocessing
  const plain = mean.every((value) => value === 0) && std.every((value) => value === 1)
  const size = resize.mode === 'within' ? 'any size,' : `${width} × ${height}`
  const values = rescale === 1 ? '0 to 255 as they are' : 'no normalisation given'
  return [
    `${size} ${channels === 3 ? colours : 'grey'}${layout === 'NHWC' ? ', channels last' : ''}`,
    ...resizeReasons(resize),
    plain
      ? values
      : `normalised with mean ${numbers(mean)} and deviation ${numbers(std)}${rescale === 1 ? ' of 0 to 255' : ''}`,
  ]
}

function resizeReasons(resize: ResizeRule): string[] {
  switch (resize.mode) {
    case 'exact':
      return []
    case 'shorter-side':
      return [`shorter side to ${resize.shorterSide}, then the middle`]
    case 'fit': {
      const where = resize.anchor === 'centre' ? 'in the centre' : 'top left'
      return [`as large as fits, ${where}, filled up with grey ${resize.pad}`]
    }
    case 'within':
      return [`shorter side to ${resize.shorterSide}, longer side at most ${resize.longerSide}`]
    default:
      return resize satisfies never
  }
}

function numbers(values: readonly number[]): string {
  const same = values.every((value) => value === values[0])
  return (same ? values.slice(0, 1) : values).map((value) => Number(value.toFixed(4))).join(', ')
}

/** "3 × 224 × 224", with names where a size is free. */
export function shapeWords(dims: readonly (number | string)[]): string {
  if (dims.length === 0) return 'one number'
  const sizes = dims.slice(0, 6).map((dim) => printable(String(dim), 20))
  return [...sizes, ...(dims.length > 6 ? ['…'] : [])].join(' × ')
}

/** "a", "a and b", "a, b and 3 more". */
export function listWords(names: readonly string[], most = 4): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names
  const rest = names.length - shown.length
  const parts = rest > 0 ? [...shown, `${rest} more`] : [...shown]
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}
