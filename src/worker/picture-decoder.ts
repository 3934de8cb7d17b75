import type { quickResize } from '../core/pixels/quick-resize.ts'
import type { DecodedPicture, PictureDecoder } from '../pipelines/ports.ts'
import type { PixelSource } from '../core/pixels/picture.ts'
import type { createFrameReader } from './decode-frame.ts'

/** Of frames and of what is wanted quickly; fetched with the first of them. */
interface QuickParts {
  readonly readFrame: ReturnType<typeof createFrameReader>
  readonly quickResize: typeof quickResize
}

/**
 * Decodes whatever a picture task may be given. Files come out as Pillow reads them (`decode-picture.ts`), frames of
 * a camera as they are (`decode-frame.ts`), and either at the size that `quick` asks for. Frames are closed in every
 * case. Errors as there.
 */
export function createAnyDecoder(files: PictureDecoder): PictureDecoder {
  let parts: Promise<QuickParts> | undefined
  const quickParts = () =>
    (parts ??= loadQuickParts().catch((error: unknown) => {
      parts = undefined
      throw error
    }))

  return {
    async decode(source, { quick, ...options } = {}) {
      if ('kind' in source) {
        const { readFrame, quickResize: resize } = await quickParts().catch((error: unknown) => {
          source.frame.close()
          throw error
        })
        const { width, height } = source
        const frame = await readFrame(source)
        const picture = quick ? await resize(frame, quick({ width, height })) : frame
        return {
          picture: kept(picture),
          facts: { format: 'frame', width, height, animated: false },
        }
      }
      const decoded = await files.decode(source, options)
      if (quick === undefined) return decoded
      try {
        const { quickResize: resize } = await quickParts()
        const { picture, facts } = decoded
        return { picture: kept(await resize(picture, quick(facts))), facts }
      } finally {
        decoded.picture.close()
      }
    },
  }
}

async function loadQuickParts(): Promise<QuickParts> {
  const [frames, resizing] = await Promise.all([
    import('./decode-frame.ts'),
    import('../core/pixels/quick-resize.ts'),
  ])
  return { readFrame: frames.createFrameReader(), quickResize: resizing.quickResize }
}

/** Pixels in memory, which nobody has to give back. */
function kept(source: PixelSource): DecodedPicture {
  return { ...source, close() {} }
}
