import { centreCrop, shorterSideSize } from './crop-window.ts'
import type { PixelSource } from './picture.ts'
import type { Rectangle } from './rectangle.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { resize, type Raster } from './resize.ts'

/** How a picture becomes a tensor. */
export interface ImagePreprocessing {
  /** Width and height in pixels that the session is fed. */
  readonly width: number
  readonly height: number
  /**
   * `exact` resizes to width × height, whatever the picture's shape. `shorter-side` resizes so that the
   * shorter side has `shorterSide` pixels and then cuts width × height out of the middle.
   */
  readonly resize:
    { readonly mode: 'exact' } | { readonly mode: 'shorter-side'; readonly shorterSide: number }
  readonly filter: ResampleFilter
  readonly channels: 1 | 3
  readonly layout: 'NCHW' | 'NHWC'
  /** Multiplied with each 0–255 value before mean and std; 1/255 for most. */
  readonly rescale: number
  /** Per channel, in rescaled units. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

/**
 * The picture as channels × height × width numbers (height × width × channels for NHWC), bit for bit what Pillow
 * and NumPy in single precision give: resize, centre crop, rescale, subtract the mean, divide by the deviation.
 */
export async function preprocess(
  picture: PixelSource,
  how: ImagePreprocessing,
): Promise<Float32Array> {
  const { width, height, channels, layout } = how
  const tables = Array.from({ length: channels }, (_, channel) => normalisation(how, channel))
  const wanted = wantedPart(picture, how)
  const { raster, left, top } = await resizedPart(picture, how, wanted)

  const values = new Float32Array(width * height * channels)
  for (const [channel, table] of tables.entries()) {
    const start = layout === 'NCHW' ? channel * width * height : channel
    const step = layout === 'NCHW' ? 1 : channels
    const whole = raster.width === width && raster.height === height
    if (!whole) fillEvery(values, start, step, width * height, table[0]!)
    for (let y = 0; y < raster.height; y++) {
      let from = y * raster.width * channels + channel
      let to = start + ((y + top) * width + left) * step
      for (let x = 0; x < raster.width; x++) {
        values[to] = table[raster.data[from]!]!
        from += channels
        to += step
      }
    }
  }
  return values
}

interface WantedPart {
  /** Of the whole resized picture. */
  readonly size: { readonly width: number; readonly height: number }
  /** What of it the model gets; may reach beyond its edges. */
  readonly crop: Rectangle
}

function wantedPart(picture: PixelSource, preprocessing: ImagePreprocessing): WantedPart {
  const { width, height, resize: rule } = preprocessing
  if (rule.mode === 'exact') {
    return { size: { width, height }, crop: { left: 0, top: 0, width, height } }
  }
  const size = shorterSideSize(picture, rule.shorterSide)
  return { size, crop: centreCrop(size, { width, height }) }
}

/** The part of the crop that is picture, and where in the crop it lies. */
async function resizedPart(
  picture: PixelSource,
  { filter, channels }: ImagePreprocessing,
  { size, crop }: WantedPart,
): Promise<{ raster: Raster; left: number; top: number }> {
  const left = Math.max(crop.left, 0)
  const top = Math.max(crop.top, 0)
  const window = {
    left,
    top,
    width: Math.min(crop.left + crop.width, size.width) - left,
    height: Math.min(crop.top + crop.height, size.height) - top,
  }
  const raster = await resize(picture, { ...size, filter, channels, window })
  return { raster, left: left - crop.left, top: top - crop.top }
}

/**
 * What each of the 256 values of a byte becomes. Every step rounds to single precision, as NumPy does on float32
 * arrays; rounding only once at the end gives other last bits.
 */
function normalisation({ rescale, mean, std }: ImagePreprocessing, channel: number): Float32Array {
  const shift = Math.fround(mean[channel] ?? 0)
  const scale = Math.fround(std[channel] ?? 1)
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const rescaled = Math.fround(byte * rescale)
    return Math.fround(rescaled - shift) / scale
  })
}

function fillEvery(
  values: Float32Array,
  start: number,
  step: number,
  count: number,
  value: number,
): void {
  for (let i = 0; i < count; i++) values[start + i * step] = value
}
