import { readBitmapSize } from './bmp.ts'
import { ascii, type ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The largest of the pictures in an icon. The directory's own sizes end at 256 and may lie; what a decoder will
 * allocate stands in the PNG or bitmap that an entry points to.
 */
export async function readIcoHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  const count = (await file.view(4, 2))?.getUint16(0, true) ?? 0
  let largest: Size = { width: 0, height: 0 }
  for (let i = 0; i < count; i++) {
    const entry = await file.view(6 + i * 16, 16)
    if (entry === undefined) break
    const listed = { width: entry.getUint8(0) || 256, height: entry.getUint8(1) || 256 }
    const size = (await payloadSize(file, entry.getUint32(12, true))) ?? listed
    if (size.width * size.height > largest.width * largest.height) largest = size
  }
  return { ...largest, animated: false }
}

async function payloadSize(file: ByteWindow, at: number): Promise<Size | undefined> {
  const png = await file.view(at, 24)
  if (png !== undefined && ascii(png, 1, 3) === 'PNG') {
    return { width: png.getUint32(16), height: png.getUint32(20) }
  }
  const bitmap = await readBitmapSize(file, at)
  // A bitmap in an icon has its transparency mask below it and counts both in its height.
  return bitmap && { width: bitmap.width, height: Math.floor(bitmap.height / 2) }
}
