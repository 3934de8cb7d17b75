/** Writes PNG files whose numbers are meant as numbers: a canvas would turn them into colours, and 16 bits into 8. */
import type { LabelMap } from './label-map.ts'

type Bytes = Uint8Array<ArrayBuffer>
/** zlib's format, as PNG wants it. */
type Deflate = (bytes: Bytes) => Promise<Bytes>

/**
 * Each label as a grey value, of 16 bits where the labels have them; with a palette as a place in it.
 * @param palette red, green and blue by label; at most 256
 */
export async function encodePng(
  { labels, width, height }: LabelMap,
  deflate: Deflate,
  palette?: readonly (readonly [number, number, number])[],
): Promise<Bytes> {
  const sampleBytes = labels.BYTES_PER_ELEMENT
  // Each row begins with the number of a filter; 0 is none.
  const rows = new Uint8Array(height * (1 + width * sampleBytes))
  const view = new DataView(rows.buffer)
  for (let y = 0; y < height; y++) {
    const row = labels.subarray(y * width, (y + 1) * width)
    const start = y * (1 + width * sampleBytes) + 1
    if (row instanceof Uint8Array) rows.set(row, start)
    else for (let x = 0; x < width; x++) view.setUint16(start + x * 2, row[x]!)
  }
  const palettes = palette === undefined ? [] : [chunk('PLTE', palette.flat())]
  const colourType = palette === undefined ? 0 : 3
  return pngOf({ width, height, bits: sampleBytes * 8, colourType }, palettes, await deflate(rows))
}

/** @param pixels width × height × 4 bytes: red, green, blue and alpha, which is not premultiplied */
export async function encodeColourPng(
  pixels: Uint8ClampedArray,
  { width, height }: { readonly width: number; readonly height: number },
  deflate: Deflate,
): Promise<Bytes> {
  const rows = new Uint8Array(height * (1 + width * 4))
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), y * (1 + width * 4) + 1)
  }
  return pngOf({ width, height, bits: 8, colourType: 6 }, [], await deflate(rows))
}

interface PngForm {
  readonly width: number
  readonly height: number
  readonly bits: number
  /** Of the format: 0 grey, 3 palette, 6 colour with alpha. */
  readonly colourType: number
}

function pngOf(
  { width, height, bits, colourType }: PngForm,
  palettes: readonly Bytes[],
  data: Bytes,
): Bytes {
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', [...word(width), ...word(height), bits, colourType, 0, 0, 0]),
    ...palettes,
    chunk('IDAT', data),
    chunk('IEND', []),
  ])
}

function chunk(type: string, data: readonly number[] | Bytes): Bytes {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
