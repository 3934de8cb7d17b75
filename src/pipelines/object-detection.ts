import type { ObjectDetectionManifest } from '../protocol/picture-manifests.ts'
import type { ObjectDetection, PictureInput } from '../protocol/picture-tasks.ts'
import type { PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'

export function createObjectDetection(
  _manifest: ObjectDetectionManifest,
  _parts: PictureParts,
): Pipeline<PictureInput, never, ObjectDetection> {
  throw new Error('object-detection')
}
