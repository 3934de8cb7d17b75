import type { ImageExample } from '../../protocol/picture-manifests.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { requireFile, type ExportFolder } from '../folder.ts'
import { invalid } from './invalid.ts'

/** @throws VitrineError `export-invalid` for an example without a picture, `export-incomplete` */
export function pictureExamples(
  folder: ExportFolder,
  { examples = [] }: VitrineJson,
): ImageExample[] {
  return examples.map(({ title, image, predictions, expected }): ImageExample => {
    if (image === undefined) throw invalid('examples', 'a picture example needs “image”')
    requireFile(folder, image)
    return {
      title,
      image,
      ...(predictions !== undefined && { predictions }),
      ...(expected !== undefined && { expected }),
    }
  })
}
