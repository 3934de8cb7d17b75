import type { ImageToImage } from '../../protocol/picture-tasks.ts'

/** What there is to say of an output without its pixels. */
export function outputJson({ image, width, height, range }: ImageToImage): string {
  return JSON.stringify({
    input: { width: image.width, height: image.height },
    output: { width, height, ...(range && { range }) },
  })
}
