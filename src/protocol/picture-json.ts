import type { ImageToImage } from './picture-tasks.ts'

/** What there is to say of an output without its pixels. */
export function pictureAnswer({ image, width, height, range }: ImageToImage) {
  return {
    input: { width: image.width, height: image.height },
    output: { width, height, ...(range && { range }) },
  }
}
