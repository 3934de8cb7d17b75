/** Where torchvision puts a resize to the shorter side and a centre crop, to the pixel. */
import type { Rectangle } from './rectangle.ts'

interface Size {
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
export function centreCrop(size: Size, crop: Size): Rectangle {
  const left = centreOffset(size.width, crop.width)
  const top = centreOffset(size.height, crop.height)
  return { left, top, width: crop.width, height: crop.height }
}

function centreOffset(size: number, crop: number): number {
  return size >= crop ? roundHalfToEven((size - crop) / 2) : -Math.floor((crop - size) / 2)
}

/** Python's `round`: of two equally near integers the even one. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  return value - below === 0.5 ? below + (below % 2) : Math.round(value)
}
