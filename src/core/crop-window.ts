/** Where torchvision puts a resize to the shorter side and a centre crop, to the pixel. */
import type { Rectangle } from './rectangle.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The size at which the shorter side has `shorterSide` pixels. The longer side is cut off, not rounded:
 * `int(size * long / short)` in torchvision's `_compute_resized_output_size`, and the same in Transformers.
 */
export function shorterSideSize({ width, height }: Size, shorterSide: number): Size {
  return width <= height
    ? { width: shorterSide, height: Math.trunc((shorterSide * height) / width) }
    : { width: Math.trunc((shorterSide * width) / height), height: shorterSide }
}

/**
 * `crop` out of the middle of `size`, as torchvision's `center_crop`. Where the picture is smaller than the crop,
 * `left` and `top` are negative and what lies outside is black.
 */
export function centreCrop(
  size: Size,
  crop: Size,
  rounding: 'torchvision' | 'transformers' = 'torchvision',
): Rectangle {
  const offset = rounding === 'torchvision' ? centreOffset : transformersOffset
  const left = offset(size.width, crop.width)
  const top = offset(size.height, crop.height)
  return { left, top, width: crop.width, height: crop.height }
}

/** `center_crop` of Transformers' `image_transforms.py`: whole numbers all the way. */
function transformersOffset(size: number, crop: number): number {
  return size >= crop ? Math.floor((size - crop) / 2) : -Math.ceil((crop - size) / 2)
}

/** The largest size of the same shape that fits: each side rounded, as Ultralytics' `LetterBox`. */
export function fittingSize({ width, height }: Size, frame: Size): Size {
  const scale = Math.min(frame.width / width, frame.height / height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** A frame around a fitted picture, in the picture's own pixels. Of an odd rest, the larger part lies right and below. */
export function letterbox(size: Size, frame: Size, anchor: 'centre' | 'top-left'): Rectangle {
  const offset = (inner: number, outer: number) =>
    anchor === 'centre' ? -Math.floor((outer - inner) / 2) : 0
  return {
    left: offset(size.width, frame.width),
    top: offset(size.height, frame.height),
    width: frame.width,
    height: frame.height,
  }
}

/**
 * `get_size_with_aspect_ratio` of Transformers' DETR: the shorter side to `shorterSide`, unless the longer one would
 * then exceed `longerSide`.
 */
export function sizeWithin(
  picture: Size,
  { shorterSide, longerSide }: { readonly shorterSide: number; readonly longerSide: number },
): Size {
  const short = Math.min(picture.width, picture.height)
  const long = Math.max(picture.width, picture.height)
  const side =
    (long / short) * shorterSide > longerSide
      ? Math.round((longerSide * short) / long)
      : shorterSide
  return shorterSideSize(picture, Math.max(1, side))
}

function centreOffset(size: number, crop: number): number {
  return size >= crop ? roundHalfToEven((size - crop) / 2) : -Math.floor((crop - size) / 2)
}

/** Python's `round`: of two equally near integers the even one. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  return value - below === 0.5 ? below + (below % 2) : Math.round(value)
}
