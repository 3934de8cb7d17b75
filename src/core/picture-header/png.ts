import { ascii, type ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

const signature = '\x89PNG\r\n\x1a\n'
/** Length and name before a chunk's data, checksum after it. */
const chunkOverheadBytes = 12

/** PNG (third edition) §11.2.1 IHDR and §11.3.6.1 acTL, which makes it an APNG. */
export async function readPngHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  const head = await file.view(0, 33)
  if (head === undefined) return undefined
  if (ascii(head, 0, 8) !== signature || ascii(head, 12, 4) !== 'IHDR') return undefined
  const width = head.getUint32(16)
  const height = head.getUint32(20)
  return { width, height, animated: await isAnimated(file) }
}

/** The animation chunk has to stand before the picture data. */
async function isAnimated(file: ByteWindow): Promise<boolean> {
  let at = 33
  for (;;) {
    const chunk = await file.view(at, 12)
    if (chunk === undefined) return false
    const name = ascii(chunk, 4, 4)
    if (name === 'acTL') return chunk.getUint32(8) > 1
    if (name === 'IDAT' || name === 'IEND' || !/^[A-Za-z]{4}$/.test(name)) return false
    at += chunk.getUint32(0) + chunkOverheadBytes
  }
}
