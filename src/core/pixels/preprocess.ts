import {
  centreCrop,
  fittingSize,
  letterbox,
  shorterSideSize,
  sizeWithin,
  type Size,
} from './crop-window.ts'
import type { ColourOrder, PixelSource } from './picture.ts'
import type { Rectangle } from './rectangle.ts'
import type { ResampleFilter } from './resample-filter.ts'
import { resizePacked } from './resize.ts'

/** How a picture becomes a tensor. */
export interface ImagePreprocessing {
  /** Width and height in pixels that the session is fed. */
  readonly width: number
  readonly height: number
  readonly resize: ResizeRule
  readonly filter: ResampleFilter
  readonly channels: 1 | 3
  /** Of the tensor's channels; RGB where nothing is said. */
  readonly colours?: ColourOrder
  readonly layout: 'NCHW' | 'NHWC'
  /** Multiplied with each 0–255 value before mean and std; 1/255 for most. */
  readonly rescale: number
  /** Per channel, in rescaled units. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /** What transparent parts are laid on, red, green and blue from 0 to 255; white where nothing is said. */
  readonly background?: readonly [number, number, number]
}

/** How a picture gets its size, which is `width` × `height` unless said otherwise. */
export type ResizeRule =
  /** Whatever the picture's shape. */
  | { readonly mode: 'exact' }
  /** The shorter side gets `shorterSide` pixels, then width × height are cut out of the middle. */
  | {
      readonly mode: 'shorter-side'
      readonly shorterSide: number
      /** Whose middle: they differ by a pixel where it falls between two. torchvision's where nothing is said. */
      readonly rounding?: 'torchvision' | 'transformers'
    }
  /**
   * As large as fits, the rest filled with one grey: a letterbox. Ultralytics and YOLOX resize with OpenCV's bilinear
   * here, which skips pixels when it makes a picture smaller; here it is Pillow's filter, as everywhere.
   */
  | {
      readonly mode: 'fit'
      readonly anchor: 'centre' | 'top-left'
      /** 0 to 255, before rescaling. */
      readonly pad: number
      /** Of the sides. Where nothing is said: `nearest` in the centre (Ultralytics), `down` at the top left (YOLOX). */
      readonly rounding?: 'nearest' | 'down'
    }
  /** The shorter side gets `shorterSide` pixels, the longer one at most `longerSide`; nothing is cut or filled. */
  | { readonly mode: 'within'; readonly shorterSide: number; readonly longerSide: number }

/** A preprocessed picture, and where in the tensor the picture lies. */
export interface PreparedPicture {
  /** channels × height × width numbers, or height × width × channels for NHWC. */
  readonly values: Float32Array
  readonly width: number
  readonly height: number
  readonly placement: Placement
}

/**
 * Where the whole upright picture lies in the tensor, in the tensor's pixels; what was cut away lies beyond its edges. A
 * place `x` of the tensor is `(x - left) * picture.width / width` of the picture.
 */
export interface Placement {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * The picture as a tensor, bit for bit what Pillow and NumPy in single precision give: resize, crop or pad, rescale,
 * subtract the mean, divide by the deviation. Rows of the picture that nothing is made of are not read, the others
 * once.
 */
export async function preprocess(
  picture: PixelSource,
  how: ImagePreprocessing,
): Promise<PreparedPicture> {
  const { channels, layout } = how
  const wanted = wantedPart(picture, how)
  const { width, height } = wanted.crop
  const tables = Array.from({ length: channels }, (_, channel) => normalisation(how, channel))
  const { pixels, part } = await resizedPart(picture, how, wanted)

  const values = new Float32Array(width * height * channels)
  const isWhole = part.width === width && part.height === height
  const padding = how.resize.mode === 'fit' ? how.resize.pad : 0
  for (const [channel, table] of tables.entries()) {
    const start = layout === 'NCHW' ? channel * width * height : channel
    const step = layout === 'NCHW' ? 1 : channels
    if (!isWhole) fillEvery(values, start, step, width * height, table[padding]!)
    // Luma lies in the lowest byte, as does the first colour.
    const isReversed = channels === 3 && (how.colours ?? 'RGB') !== picture.order
    const shift = 8 * (isReversed ? 2 - channel : channel)
    let from = 0
    for (let y = part.top; y < part.top + part.height; y++) {
      let to = start + (y * width + part.left) * step
      for (const end = from + part.width; from < end; from++) {
        values[to] = table[(pixels[from]! >> shift) & 255]!
        to += step
      }
    }
  }
  const { size, crop } = wanted
  return { values, width, height, placement: { left: -crop.left, top: -crop.top, ...size } }
}

interface WantedPart {
  /** Of the whole resized picture. */
  readonly size: Size
  /** What of it the model gets; may reach beyond its edges. */
  readonly crop: Rectangle
}

/** The size to which a picture is resized, before anything is cut away or filled up. */
export function resizedSize(
  picture: Size,
  { width, height, resize: rule }: Pick<ImagePreprocessing, 'width' | 'height' | 'resize'>,
): Size {
  switch (rule.mode) {
    case 'exact':
      return { width, height }
    case 'shorter-side':
      return shorterSideSize(picture, rule.shorterSide)
    case 'fit':
      return fittingSize(picture, { width, height }, rule.rounding ?? usualRounding[rule.anchor])
    case 'within':
      return sizeWithin(picture, rule)
    default:
      return rule satisfies never
  }
}

const usualRounding = { centre: 'nearest', 'top-left': 'down' } as const

function wantedPart(picture: Size, preprocessing: ImagePreprocessing): WantedPart {
  const { width, height, resize: rule } = preprocessing
  const size = resizedSize(picture, preprocessing)
  switch (rule.mode) {
    case 'exact':
    case 'within':
      return { size, crop: { left: 0, top: 0, ...size } }
    case 'shorter-side':
      return { size, crop: centreCrop(size, { width, height }, rule.rounding) }
    case 'fit':
      return { size, crop: letterbox(size, { width, height }, rule.anchor) }
    default:
      return rule satisfies never
  }
}

/** The part of the crop that is picture, as packed pixels, and where in the crop it lies. */
async function resizedPart(
  picture: PixelSource,
  { filter, channels }: ImagePreprocessing,
  { size, crop }: WantedPart,
): Promise<{ pixels: Int32Array; part: Rectangle }> {
  const left = Math.max(crop.left, 0)
  const top = Math.max(crop.top, 0)
  const window = {
    left,
    top,
    width: Math.min(crop.left + crop.width, size.width) - left,
    height: Math.min(crop.top + crop.height, size.height) - top,
  }
  const pixels = await resizePacked(picture, { ...size, filter, channels, window })
  return { pixels, part: { ...window, left: left - crop.left, top: top - crop.top } }
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
