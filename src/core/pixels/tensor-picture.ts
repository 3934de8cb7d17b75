import type { ImagePreprocessing } from './preprocess.ts'

export interface TensorPicture {
  /** Resized and cut, before anything is subtracted; width × height × 4 bytes. */
  readonly resized: Uint8ClampedArray
  /** After normalisation, each channel stretched from its least to its greatest value. */
  readonly normalised: Uint8ClampedArray
  /** One for each channel, in the tensor's own order. */
  readonly channels: readonly ChannelFacts[]
}

export interface ChannelFacts {
  readonly min: number
  readonly max: number
  readonly mean: number
}

/**
 * A tensor that was fed to a model, as pictures. What was subtracted and divided by is undone from the tensor itself, so
 * that a mistake on the way there would show.
 * @param values channels × height × width numbers, or height × width × channels for NHWC
 * @param size of the tensor in pixels
 */
export function tensorPicture(
  values: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  how: ImagePreprocessing,
): TensorPicture {
  const pixels = width * height
  const count = how.channels
  const isPlanar = how.layout === 'NCHW'
  const resized = opaque(pixels)
  const normalised = opaque(pixels)
  const channels = Array.from({ length: count }, (_, channel) => {
    const start = isPlanar ? channel * pixels : channel
    const step = isPlanar ? 1 : count
    const facts = factsOf(values, start, step, pixels)
    const { min, max } = facts
    const [mean, std] = [how.mean[channel] ?? 0, how.std[channel] ?? 1]
    const spread = max > min ? 255 / (max - min) : 0
    const places = placesOf(channel, how)
    for (let i = 0; i < pixels; i++) {
      const value = values[start + i * step]!
      const before = (value * std + mean) / how.rescale
      const stretched = (value - min) * spread
      for (const place of places) {
        resized[i * 4 + place] = before
        normalised[i * 4 + place] = stretched
      }
    }
    return facts
  })
  return { resized, normalised, channels }
}

/** The bytes of a pixel that show a channel. */
function placesOf(channel: number, { channels, colours }: ImagePreprocessing): readonly number[] {
  if (channels === 1) return [0, 1, 2]
  return [colours === 'BGR' ? 2 - channel : channel]
}

/** Summed in double precision. */
function factsOf(values: Float32Array, start: number, step: number, count: number): ChannelFacts {
  let [min, max, sum] = [Infinity, -Infinity, 0]
  for (let i = 0; i < count; i++) {
    const value = values[start + i * step]!
    if (value < min) min = value
    if (value > max) max = value
    sum += value
  }
  return { min, max, mean: sum / count }
}

function opaque(pixels: number): Uint8ClampedArray {
  const bytes = new Uint8ClampedArray(pixels * 4)
  for (let i = 3; i < bytes.length; i += 4) bytes[i] = 255
  return bytes
}
