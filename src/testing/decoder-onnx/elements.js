// @ts-check
/** Numbers as the bytes of tensors, in little-endian order. */

/** @param {readonly number[]} values */
export function int64Bytes(values) {
  return bytesOf(BigInt64Array.from(values, BigInt))
}

/** @param {ArrayBufferView<ArrayBuffer>} values */
export function bytesOf(values) {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** @param {Float32Array} values */
export function halfBytes(values) {
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < values.length; i++) halves[i] = halfOf(values[i] ?? 0)
  return bytesOf(halves)
}

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/**
 * `toHalf` of core/tensors/float16.ts is TypeScript, which not every Node reads; a test holds the two to be the same.
 * @param {number} value
 * @returns {number} The bits of the nearest half, ties to even.
 */
export function halfOf(value) {
  float[0] = value
  const whole = bits[0] ?? 0
  const sign = (whole >>> 16) & 0x8000
  const size = whole & 0x7fffffff
  if (size > 0x7f800000) return 0x7e00
  if (size >= 0x477ff000) return sign | 0x7c00
  // Below the smallest normal half, adding 0.5 lets the float's own rounding do it.
  if (size < 0x38800000) {
    float[0] = Math.abs(value) + 0.5
    return sign | ((bits[0] ?? 0) - 0x3f000000)
  }
  const rounded = size + 0xfff + ((size >>> 13) & 1)
  return sign | ((rounded - 0x38000000) >>> 13)
}
