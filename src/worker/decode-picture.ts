import { admitPicture, undecodable } from '../pipelines/picture-gate.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'

/**
 * Decodes with the browser's own decoders, to the bytes that Pillow gives: no colour conversion, no premultiplied
 * alpha, upright by EXIF, transparent parts on white. Throws the codes of `admitPicture`, and `out-of-memory`.
 *
 * Only by `createImageBitmap`, which is strict: an `<img>` shows half of a picture that was cut off.
 */
export function createPictureDecoder(): PictureDecoder {
  return {
    async decode(source) {
      const admitted = await admitPicture(source)
      if (!(source instanceof Blob)) throw new VitrineError('unexpected', {}, { detail: 'no Blob' })

      const bitmap = await createImageBitmap(source, {
        colorSpaceConversion: 'none',
        premultiplyAlpha: 'none',
        imageOrientation: 'from-image',
      }).catch((cause: unknown) => {
        throw undecodable(source, admitted, cause)
      })
      const { data, width, height } = readPixels(bitmap)
      const { format, header } = admitted
      const facts = { format, width, height, animated: header.animated }
      return { picture: { width, height, data }, facts }
    },
  }
}

/** Closes the bitmap before the pixels are copied out, so that three copies never exist at once. */
function readPixels(bitmap: ImageBitmap): ImageData {
  const { width, height } = bitmap
  try {
    const canvas = drawOnWhite(bitmap)
    bitmap.close()
    return canvas.getImageData(0, 0, width, height)
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause
    throw new VitrineError('out-of-memory', {}, { cause })
  } finally {
    bitmap.close()
  }
}

function drawOnWhite(bitmap: ImageBitmap): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  // `willReadFrequently` keeps the canvas in main memory: nothing has to come back from the GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new VitrineError('out-of-memory')
  context.fillStyle = 'white'
  context.fillRect(0, 0, bitmap.width, bitmap.height)
  context.drawImage(bitmap, 0, 0)
  return context
}
