import type { PictureHeader } from './header.ts'
import type { PictureFormat } from '../formats/sniffed.ts'
import { readAvifHeader } from './avif.ts'
import { readBmpHeader } from './bmp.ts'
import type { ByteWindow } from './byte-window.ts'
import { readGifHeader } from './gif.ts'
import { readIcoHeader } from './ico.ts'
import { readJpegHeader } from './jpeg.ts'
import { readPngHeader } from './png.ts'
import { readWebpHeader } from './webp.ts'

const readers: Record<PictureFormat, (file: ByteWindow) => Promise<PictureHeader | undefined>> = {
  AVIF: readAvifHeader,
  BMP: readBmpHeader,
  GIF: readGifHeader,
  ICO: readIcoHeader,
  JPEG: readJpegHeader,
  PNG: readPngHeader,
  WebP: readWebpHeader,
}

/** Undefined when the header is damaged, cut off, or names no size. Never rejects unless reading does. */
export async function readPictureHeader(
  format: PictureFormat,
  file: ByteWindow,
): Promise<PictureHeader | undefined> {
  const header = await readers[format](file)
  return header !== undefined && header.width > 0 && header.height > 0 ? header : undefined
}
