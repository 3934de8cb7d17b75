import type { RgbaPicture } from '../pixels/picture.ts'

/**
 * A picture that `make-golden.py` makes too, byte for byte, so that answers of the reference can be compared without
 * a picture file. Every third seed gives noise, black-or-white noise (which drives filters into their limits), or a
 * rough gradient.
 */
export function syntheticPicture(width: number, height: number, seed: number): RgbaPicture {
  const data = new Uint8ClampedArray(width * height * 4)
  let index = 0
  for (let at = 0; at < data.length; at += 4) {
    const pixel = at / 4
    for (let channel = 0; channel < 3; channel++) {
      const byte = hash(index++, seed)
      const ramp = (pixel % width) * 3 + Math.floor(pixel / width) * 5 + channel * 85
      if (seed % 3 === 0) data[at + channel] = byte
      if (seed % 3 === 1) data[at + channel] = byte < 128 ? 0 : 255
      if (seed % 3 === 2) data[at + channel] = ((byte >> 5) + ramp) & 255
    }
    data[at + 3] = 255
  }
  return { width, height, data }
}

function hash(index: number, seed: number): number {
  let value = Math.imul(index, 0x9e3779b1) + Math.imul(seed, 40503)
  value ^= value >>> 15
  value = Math.imul(value, 0x85ebca77)
  value ^= value >>> 13
  return value >>> 24
}
