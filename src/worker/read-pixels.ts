import { pixelSource, unpackPixels } from '../core/packed-pixels.ts'
import type { PictureHeader } from '../core/picture-header/header.ts'
import type { PixelSource } from '../core/picture.ts'
import type { DecodedPicture } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'

type Proof = 'unproven' | 'exact' | 'failed'

/** Enough rows to tell whether colours were converted or exchanged. */
const provingRows = 64

/**
 * Makes the pixels of decoded pictures readable, transparent parts on white. Opaque ones are copied band by band out
 * of a video frame, which takes a tenth of the time that drawing and reading a canvas does. The first time, some
 * rows are read both ways; a browser that does not give the same bytes has the canvas from then on. The bitmap
 * belongs to the reader afterwards. Throws `out-of-memory`, here or while rows are read.
 *
 * Only upright ones: a frame of a bitmap that was turned by EXIF data is not turned.
 */
export function createPixelReader(): (
  bitmap: ImageBitmap,
  header: PictureHeader,
) => Promise<DecodedPicture> {
  // Pictures with a colour profile are a kind of their own: a browser may treat them otherwise.
  const proofs = { plain: 'unproven', profiled: 'unproven' } as Record<'plain' | 'profiled', Proof>

  return async (bitmap, { isUpright = false, isPlain = false }) => {
    const kind = isPlain ? 'plain' : 'profiled'
    try {
      const mayFrame = isUpright && proofs[kind] !== 'failed'
      const frame = mayFrame ? openFrame(bitmap) : undefined
      if (frame === undefined) return readWhole(bitmap)
      if (proofs[kind] === 'unproven') {
        proofs[kind] = (await isExact(frame, bitmap)) ? 'exact' : 'failed'
      }
      if (proofs[kind] === 'exact') return frame
      frame.close()
      return readWhole(bitmap)
    } catch (cause) {
      throw outOfMemory(cause)
    } finally {
      bitmap.close()
    }
  }
}

/** Undefined for a picture with alpha, and where the browser has no such frames. */
function openFrame(bitmap: ImageBitmap): DecodedPicture | undefined {
  if (typeof VideoFrame === 'undefined') return undefined
  const { width, height } = bitmap
  // A frame needs some moment in time.
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  const order = frame.format === 'RGBX' ? 'RGB' : frame.format === 'BGRX' ? 'BGR' : undefined
  if (order === undefined) {
    frame.close()
    return undefined
  }
  let pixels = new Int32Array(0)
  return {
    width,
    height,
    order,
    async rows(start, end) {
      const length = width * (end - start)
      if (pixels.length < length) pixels = new Int32Array(length)
      const rect = { x: 0, y: start, width, height: end - start }
      await frame.copyTo(pixels, { rect }).catch((cause: unknown) => {
        throw outOfMemory(cause)
      })
      return pixels.subarray(0, length)
    },
    close: () => frame.close(),
  }
}

async function isExact(frame: PixelSource, bitmap: ImageBitmap): Promise<boolean> {
  const rows = Math.min(provingRows, bitmap.height)
  try {
    const copied = unpackPixels(await frame.rows(0, rows), 3, frame.order)
    const drawn = drawOnWhite(bitmap, rows).getImageData(0, 0, bitmap.width, rows).data
    return copied.every((value, i) => value === drawn[i + Math.floor(i / 3)])
  } catch {
    // A browser that has frames and cannot convert them.
    return false
  }
}

/** Closes the bitmap before the pixels are copied out, so that three copies never exist at once. */
function readWhole(bitmap: ImageBitmap): DecodedPicture {
  const { width, height } = bitmap
  const context = drawOnWhite(bitmap, height)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return { ...pixelSource({ width, height, data }), close() {} }
}

function drawOnWhite(bitmap: ImageBitmap, rows: number): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(bitmap.width, rows)
  // `willReadFrequently` keeps the canvas in main memory: nothing has to come back from the GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new VitrineError('out-of-memory')
  context.fillStyle = 'white'
  context.fillRect(0, 0, bitmap.width, rows)
  context.drawImage(bitmap, 0, 0)
  return context
}

function outOfMemory(cause: unknown): VitrineError {
  return cause instanceof VitrineError ? cause : new VitrineError('out-of-memory', {}, { cause })
}
