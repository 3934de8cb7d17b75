/** Reads the few lossless files of the fixtures whose pixels every decoder agrees on; for tests in Node. */
import { inflateSync } from 'node:zlib'
import type { RgbaPicture } from '../core/pixels/picture.ts'

/** PNG with 8 or 16 bits and no palette (of 16 bits the upper 8, as Pillow does), BMP with 24 or 8 bits, binary PPM; nothing else, and nothing is checked. */
export function readPicture(file: Buffer): RgbaPicture {
  const start = file.toString('latin1', 0, 2)
  if (start === 'BM') return readBmp(file)
  return start === 'P6' ? readPpm(file) : readPng(file)
}

function rgba(width: number, height: number, colour: (x: number, y: number) => Iterable<number>) {
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colour(x, y)], (y * width + x) * 4)
  }
  return { width, height, data }
}

function readPpm(file: Buffer): RgbaPicture {
  const [header = '', width, height] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 64)) ?? []
  const size = Number(width)
  return rgba(size, Number(height), (x, y) => {
    const at = header.length + (y * size + x) * 3
    return file.subarray(at, at + 3)
  })
}

function readBmp(file: Buffer): RgbaPicture {
  const [pixels, header, width, height] = [10, 14, 18, 22].map((at) => file.readInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ]
  const bytes = file.readUInt16LE(28) / 8
  const rowBytes = Math.ceil((width * bytes) / 4) * 4
  return rgba(width, height, (x, y) => {
    const at = pixels + (height - 1 - y) * rowBytes + x * bytes
    const colour = bytes === 3 ? at : 14 + header + file[at]! * 4
    return file.subarray(colour, colour + 3).toReversed()
  })
}

function readPng(file: Buffer): RgbaPicture {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  const channels = { 0: 1, 2: 3, 6: 4 }[file[25]!]!
  const bytes = file[24]! / 8
  const parts: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== 'IDAT') continue
    parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  }
  const rows = unfiltered(
    inflateSync(Buffer.concat(parts)),
    width * channels * bytes,
    channels * bytes,
  )
  return rgba(width, height, (x, y) => {
    const at = (y * width + x) * channels * bytes
    const red = rows[at]!
    return channels < 3 ? [red, red, red] : [red, rows[at + bytes]!, rows[at + 2 * bytes]!]
  })
}

/** The five filters of the PNG specification, section 9.2. */
function unfiltered(data: Buffer, rowBytes: number, step: number): Uint8Array {
  const height = data.length / (rowBytes + 1)
  const rows = new Uint8Array(height * rowBytes)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowBytes + 1)]!
    for (let i = 0; i < rowBytes; i++) {
      const at = y * rowBytes + i
      const left = i < step ? 0 : rows[at - step]!
      const above = y === 0 ? 0 : rows[at - rowBytes]!
      const corner = i < step || y === 0 ? 0 : rows[at - rowBytes - step]!
      const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)]
      rows[at] = data[y * (rowBytes + 1) + 1 + i]! + guesses[filter]!
    }
  }
  return rows
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [byLeft, byAbove, byCorner] = [left, above, corner].map((value) =>
    Math.abs(guess - value),
  ) as [number, number, number]
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}
