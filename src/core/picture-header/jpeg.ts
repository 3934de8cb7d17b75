import type { ByteWindow } from './byte-window.ts'
import { asksToBeTurned } from './exif.ts'
import type { PictureHeader } from './header.ts'

const marker = {
  tables: 0xc4,
  extension: 0xc8,
  arithmetic: 0xcc,
  firstFrame: 0xc0,
  lastFrame: 0xcf,
  firstApplication: 0xe1,
  secondApplication: 0xe2,
  temporary: 0x01,
  firstRestart: 0xd0,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
} as const

/**
 * ITU-T T.81: walks the segments to the start of scan. What lies on the way (EXIF data with a thumbnail, a colour
 * profile) is skipped, not read. Garbage between segments is passed over, as libjpeg does.
 */
export async function readJpegHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  let frame: PictureHeader | undefined
  let isUpright = true
  let isAlone = true
  let at = 2
  for (;;) {
    const start = await file.view(at, 2)
    if (start === undefined) return frame
    const code = start.getUint8(1)
    if (start.getUint8(0) !== 0xff || code === 0xff || code === 0) {
      at += 1
    } else if (code === marker.endOfImage) {
      return frame
    } else if (code === marker.startOfScan) {
      if (frame === undefined || !isUpright) return frame
      return { ...frame, isUpright, ...(isAlone && { isPlain: true }) }
    } else if (standsAlone(code)) {
      at += 2
    } else {
      if (isFrame(code)) {
        frame ??= await readFrame(file, at + 2, code)
        // CMYK has four components, and a conversion of its own.
        isUpright &&= (await file.view(at + 9, 1))?.getUint8(0) !== 4
      }
      // Profiles (ICC) and further pictures (MPF, gain maps) come in this segment.
      isAlone &&= code !== marker.secondApplication
      if (code === marker.firstApplication) isUpright &&= !(await asksToBeTurned(file, at + 4))
      const length = (await file.view(at + 2, 2))?.getUint16(0)
      if (length === undefined || length < 2) return frame
      at += 2 + length
    }
  }
}

function isFrame(code: number): boolean {
  if (code < marker.firstFrame || code > marker.lastFrame) return false
  return code !== marker.tables && code !== marker.extension && code !== marker.arithmetic
}

function standsAlone(code: number): boolean {
  return code === marker.temporary || (code >= marker.firstRestart && code <= marker.startOfImage)
}

async function readFrame(
  file: ByteWindow,
  at: number,
  code: number,
): Promise<PictureHeader | undefined> {
  const frame = await file.view(at, 8)
  if (frame === undefined) return undefined
  const size = { width: frame.getUint16(5), height: frame.getUint16(3), animated: false }
  const rareForm = rareFormOf(code, frame.getUint8(2))
  return rareForm === undefined ? size : { ...size, rareForm }
}

/** Browsers decode baseline, extended and progressive Huffman pictures (frames 0 to 2) of 8 bits. */
function rareFormOf(code: number, bits: number): string | undefined {
  const frame = code - marker.firstFrame
  if (frame === 3 || frame === 7 || frame === 11 || frame === 15) return 'lossless JPEG'
  if (frame >= 9) return 'arithmetic-coded JPEG'
  if (frame >= 5) return 'hierarchical JPEG'
  return bits === 8 ? undefined : `${bits}-bit JPEG`
}
