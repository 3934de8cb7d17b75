import type { PictureHeader } from '../core/picture-header/header.ts'
import { admitPicture, undecodable } from '../pipelines/picture-gate.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'
import { createPixelReader } from './read-pixels.ts'

/**
 * Decodes with the browser's own decoders, to the bytes that Pillow gives: no colour conversion, no premultiplied
 * alpha, upright by EXIF, transparent parts on white or on the colour that is asked for. Throws the codes of
 * `admitPicture`, and `out-of-memory`.
 *
 * Two kinds come out otherwise than from Pillow 9.4 (e2e/odd-pictures.spec.ts). 16-bit grey is its high byte, as 16-bit
 * colour is for both; Pillow's `convert('RGB')` makes all of it that is above 255 white. Of CMYK, ink times black is
 * rounded down and not to the nearest: a level less at most.
 *
 * Only by `createImageBitmap`, which is strict: an `<img>` shows half of a picture that was cut off.
 */
export function createPictureDecoder(): PictureDecoder {
  const readPixels = createPixelReader()
  return {
    async decode(source, { background } = {}) {
      if ('kind' in source) throw new VitrineError('unexpected', {}, { detail: 'a frame' })
      const admitted = await admitPicture(source)
      if (!(source instanceof Blob)) throw new VitrineError('unexpected', {}, { detail: 'no Blob' })

      const { format, header } = admitted
      const bitmap = await createImageBitmap(source, optionsFor(header)).catch((cause: unknown) => {
        throw undecodable(source, admitted, cause)
      })
      const picture = await readPixels(bitmap, header, background)
      const { width, height } = picture
      return { picture, facts: { format, width, height, animated: header.animated } }
    },
  }
}

/**
 * Asked to leave colours and alpha alone, Chromium takes a third longer, also over a picture that has neither a
 * profile nor alpha; such a one comes out the same without being asked.
 */
function optionsFor({ isPlain = false }: PictureHeader): ImageBitmapOptions {
  const upright = { imageOrientation: 'from-image' } as const
  return isPlain ? upright : { ...upright, colorSpaceConversion: 'none', premultiplyAlpha: 'none' }
}
