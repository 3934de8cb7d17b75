/** Decoded pixels, upright, row by row from the top left, 4 bytes each: red, green, blue, alpha (opaque: 255). */
export interface RgbaPicture {
  readonly width: number
  readonly height: number
  /** width × height × 4 bytes. Transparent parts are already composited, so alpha is 255 everywhere. */
  readonly data: Uint8Array | Uint8ClampedArray
}
