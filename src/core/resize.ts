import type { Rectangle } from './rectangle.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { readBands, toLuma, unpackPixels } from './packed-pixels.ts'
import type { ColourOrder, PixelSource } from './picture.ts'
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
export async function resize(source: PixelSource, options: ResizeOptions): Promise<Raster> {
  const { width, height, channels = 3, filter } = options
  const { order } = source
  const samples = { channels, order }
  const window = options.window ?? { left: 0, top: 0, width, height }

  const sameSize = source.width === width && source.height === height
  if (filter === 'nearest' || sameSize) {
    const picked = await pickNearest(source, options, window)
    if (channels === 1) toLuma(picked, 0, picked, order)
    return raster(picked, window, samples)
  }

  const across =
    source.width === width
      ? window
      : resampleWeights(filter, source.width, width, window.left, window.width)
  const down =
    source.height === height
      ? undefined
      : resampleWeights(filter, source.height, height, window.top, window.height)
  const rows = down?.used ?? { start: window.top, end: window.top + window.height }
  const narrowed = new Int32Array(window.width * (rows.end - rows.start))
  await readBands(source, rows, (pixels, firstRow, count) => {
    const target = narrowed.subarray((firstRow - rows.start) * window.width)
    resampleRows(pixels, count, across, samples, target)
  })
  if (down === undefined) return raster(narrowed, window, samples)
  return raster(resampleColumns(narrowed, window.width, down, channels), window, samples)
}

function raster(
  pixels: Int32Array,
  { width, height }: Rectangle,
  { channels, order }: { channels: 1 | 3; order: ColourOrder },
): Raster {
  return { width, height, channels, data: unpackPixels(pixels, channels, order) }
}
