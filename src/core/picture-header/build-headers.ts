/** Smallest files of each format that a header can be read from; the picture data itself is left out. */

export type Bytes = readonly number[]

export const text = (characters: string): Bytes => Array.from(characters, (c) => c.charCodeAt(0))
export const u16 = (value: number): Bytes => [value >> 8, value & 255]
const u24 = (value: number): Bytes => [value >> 16, ...u16(value & 0xffff)]
export const u32 = (value: number): Bytes => [...u16(value >>> 16), ...u16(value & 0xffff)]
export const u16le = (value: number): Bytes => [...u16(value)].reverse()
export const u32le = (value: number): Bytes => [...u32(value)].reverse()

export const chunk = (name: string, data: Bytes): Bytes => [
  ...u32(data.length),
  ...text(name),
  ...data,
  ...u32(0),
]
export const png = (width: number, height: number, ...chunks: Bytes[]): Bytes => [
  ...text('\x89PNG\r\n\x1a\n'),
  ...chunk('IHDR', [...u32(width), ...u32(height), 8, 2, 0, 0, 0]),
  ...chunks.flat(),
  ...chunk('IDAT', [1, 2, 3]),
]
export const segment = (marker: number, data: Bytes): Bytes => [
  0xff,
  marker,
  ...u16(data.length + 2),
  ...data,
]
export const frame = (marker: number, bits: number, width: number, height: number): Bytes =>
  segment(marker, [bits, ...u16(height), ...u16(width), 1, 1, 0x11, 0])
export const gifImage = (left: number, width: number): Bytes => [
  0x2c,
  ...u16le(left),
  ...u16le(0),
  ...u16le(width),
  ...u16le(3),
  0,
  // One sub-block of data after the code size, and the empty one that ends them.
  2,
  2,
  0x4c,
  0x01,
  0,
]
export const gifRepeat: Bytes = [0x21, 0xff, 11, ...text('NETSCAPE2.0'), 3, 1, 0, 0, 0]
export const gif = (...blocks: Bytes[]): Bytes => [
  ...text('GIF89a'),
  ...u16le(7),
  ...u16le(5),
  // A colour table of two: black and white.
  0x80,
  0,
  0,
  ...u24(0x000000),
  ...u24(0xffffff),
  ...blocks.flat(),
]
export const riff = (name: string, data: Bytes): Bytes => [
  ...text('RIFF'),
  ...u32le(data.length + 12),
  ...text(`WEBP${name}`),
  ...u32le(data.length),
  ...data,
]
export const bitmap = (width: number, height: number): Bytes => [
  ...u32le(40),
  ...u32le(width),
  ...u32le(height),
  ...u16le(1),
  ...u16le(24),
  ...u32le(0),
]
export const box = (name: string, data: Bytes): Bytes => [
  ...u32(data.length + 8),
  ...text(name),
  ...data,
]
export const ispe = (width: number, height: number): Bytes =>
  box('ispe', [...u32(0), ...u32(width), ...u32(height)])
export const icon = (entries: readonly { side: number; payload: Bytes }[]): Bytes => {
  let offset = 6 + entries.length * 16
  const directory = entries.flatMap(({ side, payload }) => {
    const at = offset
    offset += payload.length
    return [side, side, 0, 0, 1, 0, 32, 0, ...u32le(payload.length), ...u32le(at)]
  })
  return [0, 0, 1, 0, ...u16le(entries.length), ...directory, ...entries.flatMap((e) => e.payload)]
}
