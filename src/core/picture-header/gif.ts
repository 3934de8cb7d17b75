import { ascii, type ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

const imageSeparator = 0x2c
const extensionIntroducer = 0x21

/**
 * GIF89a §18 logical screen, §20 image descriptor. Animated when a second image follows, or, where the first is so
 * long that its end is not looked for, when the file says how often to repeat.
 */
export async function readGifHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  const head = await file.view(0, 13)
  if (head === undefined || !/^GIF8[79]a$/.test(ascii(head, 0, 6))) return undefined
  const size = { width: head.getUint16(6, true), height: head.getUint16(8, true) }
  let repeats = false
  let images = 0
  let at = 13 + colourTableBytes(head.getUint8(10))
  for (;;) {
    const kind = (await file.view(at, 1))?.getUint8(0)
    if (kind === imageSeparator) {
      const image = await file.view(at, 10)
      if (image === undefined) return { ...size, animated: repeats }
      images++
      if (images > 1) return { ...size, animated: true }
      // A first frame that is larger than the screen makes browsers enlarge the screen.
      size.width = Math.max(size.width, image.getUint16(1, true) + image.getUint16(5, true))
      size.height = Math.max(size.height, image.getUint16(3, true) + image.getUint16(7, true))
      at = await afterSubBlocks(file, at + 11 + colourTableBytes(image.getUint8(9)))
    } else if (kind === extensionIntroducer) {
      repeats ||= await isRepetition(file, at)
      at = await afterSubBlocks(file, at + 2)
    } else {
      return { ...size, animated: kind === undefined && repeats }
    }
  }
}

/** Netscape's application extension, which every animated GIF carries. */
async function isRepetition(file: ByteWindow, at: number): Promise<boolean> {
  const extension = await file.view(at, 14)
  return extension !== undefined && ascii(extension, 3, 11) === 'NETSCAPE2.0'
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** Blocks of at most 255 bytes, each after its length, up to an empty one. */
async function afterSubBlocks(file: ByteWindow, at: number): Promise<number> {
  for (;;) {
    const length = (await file.view(at, 1))?.getUint8(0)
    if (length === undefined) return file.sizeBytes
    at += 1 + length
    if (length === 0) return at
  }
}
