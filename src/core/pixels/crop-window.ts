/** Where the references put a resize, a crop and a letterbox, to the pixel. Their formulas, operation by operation. */
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

/**
 * The largest size of the same shape that fits. `nearest`: each side rounded as Python rounds, half to even, as
 * Ultralytics' `LetterBox` (`round(shape[1] * r)`); `down`: cut off, as YOLOX's `preproc` (`int(img.shape[1] * r)`).
 */
export function fittingSize(
  { width, height }: Size,
  frame: Size,
  rounding: 'nearest' | 'down' = 'nearest',
): Size {
  const scale = Math.min(frame.height / height, frame.width / width)
  const round = rounding === 'nearest' ? roundHalfToEven : Math.trunc
  return { width: Math.max(1, round(width * scale)), height: Math.max(1, round(height * scale)) }
}

/**
 * A frame around a fitted picture, in the picture's own pixels. Of an odd rest, the larger part lies right and below:
 * Ultralytics' `round(dw - 0.1)`, where `dw` is a whole number or a half.
 */
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
 * `get_size_with_aspect_ratio` of Transformers (image_transforms.py): the shorter side to `shorterSide`, unless the
 * longer one would then exceed `longerSide`. The longer side is made from the shorter one before that is rounded.
 */
export function sizeWithin(
  { width, height }: Size,
  { shorterSide, longerSide }: { readonly shorterSide: number; readonly longerSide: number },
): Size {
  const short = Math.min(width, height)
  const long = Math.max(width, height)
  const exceeds = (long / short) * shorterSide > longerSide
  const raw = exceeds ? (longerSide * short) / long : shorterSide
  const side = Math.max(1, roundHalfToEven(raw))
  if (short === side) return { width, height }
  return width < height
    ? { width: side, height: Math.trunc((raw * height) / width) }
    : { width: Math.trunc((raw * width) / height), height: side }
}

function centreOffset(size: number, crop: number): number {
  return size >= crop ? roundHalfToEven((size - crop) / 2) : -Math.floor((crop - size) / 2)
}

/** Python's `round`: of two equally near integers the even one. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  return value - below === 0.5 ? below + (below % 2) : Math.round(value)
}
