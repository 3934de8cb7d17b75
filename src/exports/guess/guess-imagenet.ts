import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { ImageGuess } from './guess-image.ts'

/** Classes of ImageNet's challenge, which nobody else has happened to have. */
const imageNetClasses = 1000

/**
 * How nearly every classifier of ImageNet that came out of PyTorch wants its pictures: torchvision's
 * `ImageClassification` transform. Without it such a model answers, and is wrong.
 */
export function imageNetPreprocessing({
  classes,
  preprocessing: { width, height, layout, channels },
}: ImageGuess): Partial<ImagePreprocessing> | undefined {
  const isSquare = width !== undefined && width === height
  if (classes !== imageNetClasses || !isSquare || layout !== 'NCHW' || channels !== 3) {
    return undefined
  }
  return {
    resize: { mode: 'shorter-side', shorterSide: Math.round((width * 256) / 224) },
    filter: 'bilinear',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  }
}
