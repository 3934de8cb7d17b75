import { ascii, type ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

const animationFlag = 0x02

/** RFC 9649: the first chunk tells the size, in one of three ways. */
export async function readWebpHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  const head = await file.view(0, 25)
  if (head === undefined) return undefined
  const kind = ascii(head, 12, 4)
  if (kind === 'VP8L' && head.getUint8(20) === 0x2f) {
    const bits = head.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1, animated: false }
  }
  const more = await file.view(20, 10)
  if (more === undefined) return undefined
  if (kind === 'VP8X') {
    const animated = (more.getUint8(0) & animationFlag) !== 0
    return { width: uint24(more, 4) + 1, height: uint24(more, 7) + 1, animated }
  }
  // RFC 6386 §9.1: start code of a key frame, then 14 bits each; the upper two ask for scaling, which nobody does.
  if (kind === 'VP8 ' && more.getUint8(3) === 0x9d && more.getUint16(4) === 0x012a) {
    const width = more.getUint16(6, true) & 0x3fff
    return { width, height: more.getUint16(8, true) & 0x3fff, animated: false }
  }
  return undefined
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000
}
