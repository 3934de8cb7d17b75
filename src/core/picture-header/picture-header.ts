import type { PictureFormat } from '../picture-format.ts'
import { readAvifHeader } from './avif.ts'
import { readBmpHeader } from './bmp.ts'
import type { ByteWindow } from './byte-window.ts'
import { readGifHeader } from './gif.ts'
import { readIcoHeader } from './ico.ts'
import { readJpegHeader } from './jpeg.ts'
import { readPngHeader } from './png.ts'
import { readWebpHeader } from './webp.ts'

/** What a file says about its picture before anything is decoded. */
export interface PictureHeader {
  /** In pixels, as stored: a JPEG turned by its EXIF data may be shown with its sides exchanged. */
  readonly width: number
  readonly height: number
  /** More than one frame. */
  readonly animated: boolean
  /** A rare form of the format that browsers may not decode, such as "lossless JPEG". */
  readonly rareForm?: string
}

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
