import { centreCrop, type Size } from '../../core/pixels/crop-window.ts'
import { resizedSize, type ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { Rectangle } from '../../core/pixels/rectangle.ts'

export interface GivenPart {
  /** The part of the upright picture that the model was given, in the picture's pixels. */
  readonly area: Rectangle
  /** As how many pixels it was given it, without padding. */
  readonly size: Size
}

/** What of a picture goes into a model: all of it, unless its middle is cut out. */
export function givenPart(
  picture: Size,
  preprocessing: Pick<ImagePreprocessing, 'width' | 'height' | 'resize'>,
): GivenPart {
  const size = resizedSize(picture, preprocessing)
  const { resize: rule } = preprocessing
  if (rule.mode !== 'shorter-side') return { area: { left: 0, top: 0, ...picture }, size }
  const crop = centreCrop(size, preprocessing, rule.rounding)
  // A crop larger than the picture is filled with black, of which nothing is shown.
  const left = Math.max(0, crop.left)
  const top = Math.max(0, crop.top)
  const width = Math.min(size.width, crop.left + crop.width) - left
  const height = Math.min(size.height, crop.top + crop.height) - top
  const across = picture.width / size.width
  const down = picture.height / size.height
  return {
    area: { left: left * across, top: top * down, width: width * across, height: height * down },
    size: { width, height },
  }
}
