import { latin1 } from '../../core/formats/latin1.ts'
import { linkLimits, pictureBudgetBytes } from '../../protocol/shared-link.ts'

/** A picture that fits into a link. */
export interface SmallPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** In pixels. */
  readonly width: number
  readonly height: number
  /** Its own bytes, so that the answer stays the same to the last digit. */
  readonly isWhole: boolean
}

/** Longest sides that are tried, in pixels, and for each the qualities. */
const sides = [640, 512, 448, 384, 320, 256, 224, 192, 160, 128, 96, 64, 48, 32]
const qualities = [0.85, 0.7, 0.55, 0.4]
/** On a screen less is no picture any more, however little the model looks at. */
const leastSide = 160

/**
 * The picture's own bytes where they are few, else the largest and best WebP or JPEG that fits.
 * @param modelSide longest side of what the model is fed, in pixels: more is not sent
 * @throws whatever the browser's decoder throws
 */
export async function shrinkPicture(file: Blob, modelSide: number): Promise<SmallPicture> {
  const bitmap = await createImageBitmap(file)
  try {
    const { width, height } = bitmap
    const longest = Math.max(width, height)
    if (file.size <= pictureBudgetBytes && longest <= linkLimits.pictureSide) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      if (!tellsMore(bytes)) return { bytes, width, height, isWhole: true }
    }
    // Models cut their square out of a picture that is a little larger.
    const enough = Math.min(longest, Math.max(leastSide, modelSide * 1.25))
    for (const side of [enough, ...sides.filter((one) => one < enough)]) {
      const small = await encode(bitmap, side / longest)
      if (small !== undefined) return small
    }
    throw new RangeError('The picture does not get small enough.')
  } finally {
    bitmap.close()
  }
}

/** Cameras write into a file where and with what it was taken. That is not sent; a picture encoded anew has none of it. */
function tellsMore(bytes: Uint8Array): boolean {
  return /exif|xmp|iptc|photoshop|tEXt|iTXt|zTXt/i.test(latin1(bytes))
}

async function encode(bitmap: ImageBitmap, scale: number): Promise<SmallPicture | undefined> {
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('There is no canvas here.')
  // Behind what is transparent, as models get it.
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  for (const quality of qualities) {
    const blob = await toBlob(canvas, quality)
    if (blob.size <= pictureBudgetBytes) {
      const bytes = new Uint8Array(await blob.arrayBuffer())
      return { bytes, width, height, isWhole: false }
    }
  }
  return undefined
}

/** Where WebP cannot be written, browsers answer with PNG. */
async function toBlob(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  const webp = await encodeAs(canvas, 'image/webp', quality)
  return webp.type === 'image/webp' ? webp : encodeAs(canvas, 'image/jpeg', quality)
}

function encodeAs(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The canvas gives nothing.')) : resolve(blob)),
      type,
      quality,
    )
  })
}
