import type { ColourOrder } from './picture.ts'

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

/**
 * Lays packed pixels, whose fourth byte is their alpha and whose colours are not multiplied with it, on a colour, in
 * place. What Pillow's `Image.new('RGB', size, colour).paste(picture, mask=alpha)` gives, and over an opaque picture
 * `Image.alpha_composite`: `(colour * (255 - alpha) + own * alpha) / 255`, rounded to nearest. Source: the macros
 * BLEND and MULDIV255 in src/libImaging/ImagingUtils.h.
 */
export function layOn(pixels: Int32Array, [red, green, blue]: Colour, order: ColourOrder): void {
  const first = order === 'RGB' ? red : blue
  const last = order === 'RGB' ? blue : red
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!
    const alpha = pixel >>> 24
    if (alpha === 255) continue
    pixels[i] =
      blend(first, pixel & 255, alpha) |
      (blend(green, (pixel >> 8) & 255, alpha) << 8) |
      (blend(last, (pixel >> 16) & 255, alpha) << 16)
  }
}

function blend(under: number, over: number, alpha: number): number {
  const sum = under * (255 - alpha) + over * alpha + 128
  return (sum + (sum >> 8)) >> 8
}
