/** IEEE 754 half precision, for the browsers and compilers that have no `Float16Array` yet. */

/** The number that 16 bits stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (fraction + 1024) * 2 ** (exponent - 25)
}

/** The bits of the nearest half, ties to even; beyond 65,504 that is an infinity. */
export function toHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size >= 65_520) return sign | 0x7c00
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24)
  const exponent = floorLog2(size)
  // A fraction that rounds up to 2048 carries into the exponent, as it should.
  return sign | (((exponent + 14) << 10) + roundToEven(size * 2 ** (10 - exponent)))
}

/** A copy in 32 bits, which hold every half exactly. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) floats[i] = fromHalf(halves[i]!)
  return floats
}

/**
 * The same as `toHalf` of each, on the bits of the numbers: a picture has a million of them.
 */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length)
  const halves = new Uint16Array(floats.length)
  for (let i = 0; i < halves.length; i++) {
    const size = bits[i]! & 0x7fff_ffff
    // The exponents of normal halves, 2 ** -14 to 2 ** 15. What is cut off rounds to even, and may carry.
    const isUsual = size >= 0x3880_0000 && size < 0x4780_0000
    halves[i] = isUsual
      ? ((bits[i]! >>> 16) & 0x8000) | ((size + 0xfff + ((size >> 13) & 1) - 0x3800_0000) >> 13)
      : toHalf(floats[i]!)
  }
  return halves
}

function floorLog2(size: number): number {
  const guess = Math.floor(Math.log2(size))
  // The logarithm is rounded, and may say 3 for the largest number below 8.
  return 2 ** guess > size ? guess - 1 : guess
}

function roundToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}
