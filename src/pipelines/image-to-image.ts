import type { ImageToImageManifest } from '../protocol/picture-manifests.ts'
import type { ImageToImage, PictureInput } from '../protocol/picture-tasks.ts'
import type { PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'

export function createImageToImage(
  _manifest: ImageToImageManifest,
  _parts: PictureParts,
): Pipeline<PictureInput, never, ImageToImage> {
  throw new Error('image-to-image')
}
