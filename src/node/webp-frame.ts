import type { Size } from '../core/pixels/crop-window.ts'
import type { RgbaPicture } from '../core/pixels/picture.ts'

/** The first picture of an animation, as a file of its own, and where on the canvas it lies. */
export interface WebpFrame {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly left: number
  readonly top: number
}

const alphaFlag = 0x10

/** RFC 9649, 2.7.1. Undefined where there is no whole frame. */
export function firstWebpFrame(file: Uint8Array<ArrayBuffer>): WebpFrame | undefined {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 12; at + 8 <= buffer.length;) {
    const length = buffer.readUInt32LE(at + 4)
    const content = buffer.subarray(at + 8, at + 8 + length)
    if (buffer.toString('latin1', at, at + 4) === 'ANMF') {
      if (content.length < length || length < 16) return undefined
      const size = content.subarray(6, 12)
      const bytes = stillFile(size, content.subarray(16))
      return { bytes, left: content.readUIntLE(0, 3) * 2, top: content.readUIntLE(3, 3) * 2 }
    }
    at += 8 + length + (length % 2)
  }
  return undefined
}

/** @param size as both kinds of file write it: width and height less one, 24 bits each */
function stillFile(size: Buffer, chunks: Buffer): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(30)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(22 + chunks.length, 4)
  head.write('WEBPVP8X', 8, 'latin1')
  head.writeUInt32LE(10, 16)
  head.writeUInt8(alphaFlag, 20)
  size.copy(head, 24)
  return new Uint8Array(Buffer.concat([head, chunks]))
}

/** The whole canvas, transparent but for the frame. */
export function onCanvas(
  frame: RgbaPicture,
  { left, top }: Pick<WebpFrame, 'left' | 'top'>,
  { width, height }: Size,
): RgbaPicture {
  const data = new Uint8Array(width * height * 4)
  const columns = Math.min(frame.width, width - left)
  for (let row = 0; row < Math.min(frame.height, height - top); row++) {
    const from = row * frame.width * 4
    const pixels = frame.data.subarray(from, from + Math.max(0, columns) * 4)
    data.set(pixels, ((top + row) * width + left) * 4)
  }
  return { width, height, data }
}
