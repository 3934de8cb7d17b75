import { inflateSync } from 'node:zlib'
import type { RgbaPicture } from '../core/pixels/picture.ts'

/** The pixels of a PNG with 8 bits a channel, red, green, blue and alpha, not interlaced: Node has no decoder. */
export function readPng(bytes: Buffer): RgbaPicture {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (bytes[24] !== 8 || bytes[25] !== 6 || bytes[28] !== 0) throw new Error('another kind of PNG')
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, end))
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * 4
  const data = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : data[y * stride + x - 4]!
      const up = y === 0 ? 0 : data[(y - 1) * stride + x]!
      const corner = x < 4 || y === 0 ? 0 : data[(y - 1) * stride + x - 4]!
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0]!
      data[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess
    }
  }
  return { width, height, data }
}

/** Of the three, the nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
