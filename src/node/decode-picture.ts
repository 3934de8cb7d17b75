import type { PictureFormat } from '../core/formats/sniffed.ts'
import { layOn } from '../core/pixels/lay-on.ts'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { RgbaPicture } from '../core/pixels/picture.ts'
import { admitPicture, undecodable, type AdmittedPicture } from '../pipelines/picture-gate.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'
import { isCmyk } from './cmyk-jpeg.ts'
import { createCodecs, type Decode } from './picture-codecs.ts'
import { firstWebpFrame, onCanvas } from './webp-frame.ts'

const white = [255, 255, 255] as const

/**
 * Decodes picture files as the browser's worker does, and to the same bytes, which are Pillow's: upright, transparent
 * parts on white or on the colour that is asked for, of an animation the first frame. AVIF alone may differ by a level, and
 * there is no decoder for GIF, BMP and ICO, nor for JPEG in CMYK. Throws the codes of `admitPicture`, and `out-of-memory`.
 * @param root the project, whose packages have the codecs
 */
export function createPictureDecoder(root: string): PictureDecoder {
  const codecFor = createCodecs(root)
  return {
    async decode(source, { background = white } = {}) {
      if ('kind' in source) throw new VitrineError('unexpected', {}, { detail: 'a frame' })
      const admitted = await admitPicture(source)
      const { format, header } = admitted
      const decode = codecFor(format)
      if (decode === undefined) throw unsupported(format, 'Save it as JPEG or PNG and try again.')
      const bytes = new Uint8Array(await source.slice(0, source.size).arrayBuffer())
      const decoded = await decodeFirst(decode, bytes, admitted).catch((cause: unknown) => {
        if (cause instanceof VitrineError) throw cause
        if (format === 'JPEG' && isCmyk(bytes)) {
          throw unsupported('CMYK JPEG', 'Save it with RGB colours and try again.')
        }
        throw undecodable(source, admitted, cause)
      })
      const { width, height } = decoded
      const picture = pixelSource(decoded)
      layOn(await picture.rows(0, height), background, picture.order)
      return {
        picture: { ...picture, close() {} },
        facts: { format, width, height, animated: header.animated },
      }
    },
  }
}

async function decodeFirst(
  decode: Decode,
  bytes: Uint8Array<ArrayBuffer>,
  { format, header }: AdmittedPicture,
): Promise<RgbaPicture> {
  const frame = format === 'WebP' && header.animated ? firstWebpFrame(bytes) : undefined
  return frame === undefined ? decode(bytes) : onCanvas(await decode(frame.bytes), frame, header)
}

function unsupported(format: PictureFormat | 'CMYK JPEG', remedy: string): VitrineError {
  return new VitrineError('image-unsupported', { format, remedy })
}
