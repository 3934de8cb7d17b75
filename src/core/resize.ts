import type { Rectangle } from './rectangle.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { packedPixels, toLuma, unpackPixels } from './packed-pixels.ts'
import type { RgbaPicture } from './picture.ts'
import { resampleColumns, resampleRows } from './resample-pass.ts'
import { resampleWeights } from './resample-weights.ts'
import { pickNearest } from './resize-nearest.ts'

/** 8-bit samples, row by row from the top left, channels interleaved: RGB, or luma alone. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** width × height × channels bytes. */
  readonly data: Uint8Array
}

export interface ResizeOptions {
  /** Of the whole resized picture, in pixels, at least 1. */
  readonly width: number
  readonly height: number
  readonly filter: ResampleFilter
  /** 1 converts to luma first, as `convert('L').resize(…)` does. 3 unless said otherwise. */
  readonly channels?: 1 | 3
  /** The part of the resized picture that is wanted: within it, and all of it unless said otherwise. */
  readonly window?: Rectangle
}

/**
 * What `Image.convert('RGB').resize((width, height), filter)` of Pillow 9.4 gives, byte for byte, and with a window
 * what `.crop(…)` then leaves of it; what is cut away is never computed. Alpha is ignored: the picture is opaque.
 *
 * Pillow resamples rows, rounds to 8 bits and then resamples columns; a pass that would not change the size is left
 * out. Source: src/libImaging/Resample.c, and Geometry.c for `nearest`.
 */
export function resize(picture: RgbaPicture, options: ResizeOptions): Raster {
  const { width, height, channels = 3 } = options
  const window = options.window ?? { left: 0, top: 0, width, height }
  const pixels = packedPixels(picture)
  const { filter } = options

  const sameSize = picture.width === width && picture.height === height
  if (filter === 'nearest' || sameSize) {
    const picked = pickNearest(pixels, picture, options, window)
    if (channels === 1) toLuma(picked, 0, picked)
    return raster(picked, window, channels)
  }

  const across =
    picture.width === width
      ? undefined
      : resampleWeights(filter, picture.width, width, window.left, window.width)
  const down =
    picture.height === height
      ? undefined
      : resampleWeights(filter, picture.height, height, window.top, window.height)
  const rows = down?.used ?? { start: window.top, end: window.top + window.height }
  const narrowed = resampleRows(pixels, picture.width, rows, across ?? window, channels)
  if (down === undefined) return raster(narrowed, window, channels)
  return raster(resampleColumns(narrowed, window.width, down, channels), window, channels)
}

function raster(pixels: Int32Array, { width, height }: Rectangle, channels: 1 | 3): Raster {
  return { width, height, channels, data: unpackPixels(pixels, channels) }
}
