import type { Rectangle } from './rectangle.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { readBands, toLuma, unpackPixels } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'
import { resampleColumns, resampleRows } from './resample-pass.ts'
import { resampleWeights, sameWeights } from './resample-weights.ts'
import { pickNearest } from './resize-nearest.ts'
import { resizeWithVectors } from './resize-simd.ts'

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
  const { width, height, channels = 3 } = options
  const window = options.window ?? { left: 0, top: 0, width, height }
  const pixels = await resizePacked(source, options)
  const data = unpackPixels(pixels, channels, source.order)
  return { width: window.width, height: window.height, channels, data }
}

/** The same as packed pixels, in the source's order of colours, or as luma in their lowest byte. */
export async function resizePacked(
  source: PixelSource,
  options: ResizeOptions,
): Promise<Int32Array> {
  const { width, height, channels = 3, filter } = options
  const samples = { channels, order: source.order }
  const window = options.window ?? { left: 0, top: 0, width, height }

  const sameWidth = source.width === width
  const sameHeight = source.height === height
  if (filter === 'nearest' || (sameWidth && sameHeight)) {
    const picked = await pickNearest(source, options, window)
    if (channels === 1) toLuma(picked, 0, picked, source.order)
    return picked
  }

  const weigh = (from: number, to: number, first: number, count: number) =>
    from === to ? sameWeights(first, count) : resampleWeights(filter, from, to, first, count)
  const across = weigh(source.width, width, window.left, window.width)
  const down = weigh(source.height, height, window.top, window.height)
  if (channels === 3) {
    const quickly = await resizeWithVectors(source, { across, down })
    if (quickly !== undefined) return quickly
  }
  const { start, end } = down.used
  const narrowed = new Int32Array(window.width * (end - start))
  await readBands(source, down.used, (pixels, firstRow, count) => {
    const target = narrowed.subarray((firstRow - start) * window.width)
    resampleRows(pixels, count, across, samples, target)
  })
  return resampleColumns(narrowed, window.width, down, channels)
}
