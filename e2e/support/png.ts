import { deflateSync } from 'node:zlib'
import type { RgbaPicture } from '../../src/core/pixels/picture.ts'

/** A real picture without any file: two colours, 64 × 64, as PNG. */
export function twoColours(): { name: string; mimeType: string; buffer: Buffer } {
  const rows = Buffer.alloc(64 * (1 + 64 * 3))
  for (let y = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++) {
      rows.set(y < 32 ? [120, 180, 240] : [30, 80 + x, 40], y * (1 + 64 * 3) + 1 + x * 3)
    }
  }
  const idat = chunk('IDAT', deflateSync(rows))
  const buffer = Buffer.concat([pngHeader(64, 64), idat, chunk('IEND', Buffer.alloc(0))])
  return { name: 'two-colours.png', mimeType: 'image/png', buffer }
}

/** 8 × 8 of one grey, 0 to 255. */
export function greyPng(level: number): Buffer {
  const rows = Buffer.alloc(8 * (1 + 8 * 3), level)
  for (let y = 0; y < 8; y++) rows[y * (1 + 8 * 3)] = 0
  const idat = chunk('IDAT', deflateSync(rows))
  return Buffer.concat([pngHeader(8, 8), idat, chunk('IEND', Buffer.alloc(0))])
}

/** Of any pixels; what they are transparent is left out. */
export function pngOf({ width, height, data }: RgbaPicture): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let i = 0; i < width * height; i++) {
    const row = Math.floor(i / width)
    rows.set(data.subarray(i * 4, i * 4 + 3), row * (1 + width * 3) + 1 + (i % width) * 3)
  }
  const idat = chunk('IDAT', deflateSync(rows))
  return Buffer.concat([pngHeader(width, height), idat, chunk('IEND', Buffer.alloc(0))])
}

/** Signature and IHDR of an RGB picture: all that a reader of dimensions needs. */
export function pngHeader(width: number, height: number): Buffer {
  const ihdr = Buffer.alloc(13)
  ihdr.writeUInt32BE(width, 0)
  ihdr.writeUInt32BE(height, 4)
  ihdr.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', ihdr)])
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(type, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])), 0)
  return Buffer.concat([head, data, tail])
}

/** CRC-32 as PNG has it (ISO 3309); Node 20 has none. */
function crc(bytes: Buffer): number {
  let sum = 0xffff_ffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb8_8320 : 0)
  }
  return (sum ^ 0xffff_ffff) >>> 0
}
