/** Decoded pixels, upright and opaque, row by row from the top left, 4 bytes each: red, green, blue, and one unused. */
export interface RgbaPicture {
  readonly width: number
  readonly height: number
  /** width × height × 4 bytes. Transparent parts are already composited; the fourth byte may be anything. */
  readonly data: Uint8Array | Uint8ClampedArray
}

/** Red or blue first. */
export type ColourOrder = 'RGB' | 'BGR'

/** The same, read a band of rows at a time, so that no second copy of a large picture has to exist. */
export interface PixelSource {
  readonly width: number
  readonly height: number
  /** Which colour the lowest byte of a packed pixel is. Decoders give either, and turning a large picture round costs. */
  readonly order: ColourOrder
  /**
   * Rows `start` to `end`, which is not one of them, as packed pixels: see `packed-pixels.ts`. Valid until the next
   * call.
   * @param into large enough for them: a source that copies its rows may put them there, and return that part
   */
  rows(start: number, end: number, into?: Int32Array): Int32Array | Promise<Int32Array>
}
