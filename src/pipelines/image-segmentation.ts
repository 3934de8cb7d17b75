import type { ImageSegmentationManifest } from '../protocol/picture-manifests.ts'
import type { ImageSegmentation, PictureInput } from '../protocol/picture-tasks.ts'
import type { PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'

export function createImageSegmentation(
  _manifest: ImageSegmentationManifest,
  _parts: PictureParts,
): Pipeline<PictureInput, never, ImageSegmentation> {
  throw new Error('image-segmentation')
}
