import { layOn, type Colour } from '../core/pixels/lay-on.ts'
import { pixelSource, unpackPixels } from '../core/pixels/packed-pixels.ts'
import type { PictureHeader } from '../core/picture-header/header.ts'
import type { ColourOrder, PixelSource } from '../core/pixels/picture.ts'
import type { DecodedPicture } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'

type Proof = 'unproven' | 'exact' | 'failed'

/** Enough rows to tell whether colours were converted or exchanged. */
const provingRows = 64

const white: Colour = [255, 255, 255]

/**
 * Makes the pixels of decoded pictures readable, transparent parts on a colour. Opaque ones are copied band by band out
 * of a video frame, which takes a tenth of the time that drawing and reading a canvas does. The first time, some
 * rows are read both ways; a browser that does not give the same bytes has the canvas from then on. The bitmap
 * belongs to the reader afterwards. Throws `out-of-memory`, here or while rows are read.
 *
 * Only upright ones: a frame of a bitmap that was turned by EXIF data is not turned.
 *
 * On white a canvas lays transparent parts to the bit as Pillow does, on other colours one level beside it; so there a
 * frame is laid by our own hand, if it proves to be the picture that the canvas shows.
 */
export function createPixelReader(): (
  bitmap: ImageBitmap,
  header: PictureHeader,
  background?: Colour,
) => Promise<DecodedPicture> {
  // Pictures with a colour profile are a kind of their own: a browser may treat them otherwise.
  const proofs = { plain: 'unproven', profiled: 'unproven' } as Record<'plain' | 'profiled', Proof>

  return async (bitmap, { isUpright = false, isPlain = false }, background = white) => {
    const kind = isPlain ? 'plain' : 'profiled'
    try {
      const onWhite = background.every((level) => level === 255)
      if (!isUpright && !onWhite) return await readLaid(bitmap, background)
      const mayFrame = isUpright && proofs[kind] !== 'failed'
      const frame = mayFrame ? openFrame(bitmap, { alpha: false }) : undefined
      if (frame === undefined) return readWhole(bitmap, background)
      if (proofs[kind] === 'unproven') {
        proofs[kind] = (await isLike(frame, bitmap, background, 0)) ? 'exact' : 'failed'
      }
      if (proofs[kind] === 'exact') return frame
      frame.close()
      return readWhole(bitmap, background)
    } catch (cause) {
      throw outOfMemory(cause)
    } finally {
      bitmap.close()
    }
  }
}

/** A frame's rows; undefined for another kind than is asked for, and where the browser has no such frames. */
function openFrame(
  bitmap: ImageBitmap,
  { alpha }: { readonly alpha: boolean },
): DecodedPicture | undefined {
  if (typeof VideoFrame === 'undefined') return undefined
  const { width, height } = bitmap
  // A frame needs some moment in time.
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  const order = orderOf(frame.format, alpha ? 'A' : 'X')
  if (order === undefined) {
    frame.close()
    return undefined
  }
  let pixels = new Int32Array(0)
  return {
    width,
    height,
    order,
    async rows(start, end, into) {
      const length = width * (end - start)
      if (into === undefined && pixels.length < length) pixels = new Int32Array(length)
      const target = (into ?? pixels).subarray(0, length)
      const rect = { x: 0, y: start, width, height: end - start }
      await frame.copyTo(target, { rect }).catch((cause: unknown) => {
        throw outOfMemory(cause)
      })
      return target
    },
    close: () => frame.close(),
  }
}

function orderOf(format: string | null, fourth: 'A' | 'X'): ColourOrder | undefined {
  if (format === `RGB${fourth}`) return 'RGB'
  return format === `BGR${fourth}` ? 'BGR' : undefined
}

async function readLaid(bitmap: ImageBitmap, background: Colour): Promise<DecodedPicture> {
  const frame = openFrame(bitmap, { alpha: true })
  if (frame === undefined) return readWhole(bitmap, background)
  const laid: DecodedPicture = {
    ...frame,
    async rows(start, end, into) {
      const pixels = await frame.rows(start, end, into)
      layOn(pixels, background, frame.order)
      return pixels
    },
  }
  if (await isLike(laid, bitmap, background, 1)) return laid
  frame.close()
  return readWhole(bitmap, background)
}

/** Whether the first rows are those of the canvas, give or take some levels. */
async function isLike(
  picture: PixelSource,
  bitmap: ImageBitmap,
  background: Colour,
  tolerance: number,
): Promise<boolean> {
  const rows = Math.min(provingRows, bitmap.height)
  try {
    const copied = unpackPixels(await picture.rows(0, rows), 3, picture.order)
    const drawn = drawOn(background, bitmap, rows).getImageData(0, 0, bitmap.width, rows).data
    return copied.every((value, i) => Math.abs(value - drawn[i + Math.floor(i / 3)]!) <= tolerance)
  } catch {
    // A browser that has frames and cannot convert them.
    return false
  }
}

/** Closes the bitmap before the pixels are copied out, so that three copies never exist at once. */
function readWhole(bitmap: ImageBitmap, background: Colour): DecodedPicture {
  const { width, height } = bitmap
  const context = drawOn(background, bitmap, height)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return { ...pixelSource({ width, height, data }), close() {} }
}

function drawOn(
  background: Colour,
  bitmap: ImageBitmap,
  rows: number,
): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(bitmap.width, rows)
  // `willReadFrequently` keeps the canvas in main memory: nothing has to come back from the GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new VitrineError('out-of-memory')
  context.fillStyle = `rgb(${background.join(' ')})`
  context.fillRect(0, 0, bitmap.width, rows)
  context.drawImage(bitmap, 0, 0)
  return context
}

function outOfMemory(cause: unknown): VitrineError {
  return cause instanceof VitrineError ? cause : new VitrineError('out-of-memory', {}, { cause })
}
