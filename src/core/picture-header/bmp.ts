import type { ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

/** The file's own header, before the one of the bitmap. */
const fileHeaderBytes = 14
/** The longest known has 124. */
const longestHeaderBytes = 256

export async function readBmpHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  const size = await readBitmapSize(file, fileHeaderBytes)
  return size === undefined ? undefined : { ...size, animated: false }
}

/**
 * The size in a bitmap header at `at`. The oldest one (OS/2, 12 bytes) has 16-bit fields; in all others they are
 * signed, and a negative height means that the rows run from the top down.
 */
export async function readBitmapSize(
  file: ByteWindow,
  at: number,
): Promise<{ width: number; height: number } | undefined> {
  const head = await file.view(at, 12)
  const headerBytes = head?.getUint32(0, true) ?? 0
  if (head === undefined || headerBytes < 12 || headerBytes > longestHeaderBytes) return undefined
  if (headerBytes === 12) {
    return { width: head.getUint16(4, true), height: head.getUint16(6, true) }
  }
  return { width: head.getInt32(4, true), height: Math.abs(head.getInt32(8, true)) }
}
