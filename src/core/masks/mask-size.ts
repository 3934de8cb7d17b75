import type { Size } from '../pixels/crop-window.ts'

export const mostMaskPixels = 4_000_000

/** The size of a picture's masks: its own, or its shape where that would be more than four million pixels. */
export function maskSize({ width, height }: Size): Size {
  const scale = Math.sqrt(mostMaskPixels / (width * height))
  if (scale >= 1) return { width, height }
  // Of a very long picture the short side keeps a pixel, and the long one gives way.
  const short = Math.max(1, Math.floor(Math.min(width, height) * scale))
  const long = Math.min(
    Math.floor(mostMaskPixels / short),
    Math.max(1, Math.floor(Math.max(width, height) * scale)),
  )
  return width < height ? { width: short, height: long } : { width: long, height: short }
}
