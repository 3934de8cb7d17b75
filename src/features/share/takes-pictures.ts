import type { Manifest, PictureManifest } from '../../protocol/manifest.ts'

const pictureTasks: Record<PictureManifest['task'], true> = {
  'image-classification': true,
  'object-detection': true,
  'image-segmentation': true,
  'image-to-image': true,
}

export function takesPictures(manifest: Manifest): manifest is PictureManifest {
  return Object.hasOwn(pictureTasks, manifest.task)
}
