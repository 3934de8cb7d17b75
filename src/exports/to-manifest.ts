import type { Manifest } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { FoundIn } from './base-manifest.ts'
import { encoderManifest } from './encoder-manifest.ts'
import { imageClassificationManifest } from './vision/image-classification-manifest.ts'
import { imageSegmentationManifest } from './vision/image-segmentation-manifest.ts'
import { imageToImageManifest } from './vision/image-to-image-manifest.ts'
import { objectDetectionManifest } from './vision/object-detection-manifest.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { tabularClassificationManifest } from './tables/tabular-classification-manifest.ts'
import { withTableTask } from './tables/table-task.ts'
import { tabularRegressionManifest } from './tables/tabular-regression-manifest.ts'
import { tensorsManifest } from './tensors-manifest.ts'
import { textManifest } from './text-manifest.ts'

/** Lays the author's word over what a reader found, and takes from the graph what neither says. */
export async function toManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  read: FoundIn,
): Promise<Manifest> {
  const found = await withTableTask(folder, author, read)
  const task = author.task ?? found.task
  switch (task) {
    case 'image-classification':
      return imageClassificationManifest({ folder, author, found })
    case 'text-generation':
      return textManifest(folder, author, found)
    case 'text-classification':
    case 'fill-mask':
    case 'feature-extraction':
      return encoderManifest(folder, author, found, task)
    case 'object-detection':
      return objectDetectionManifest({ folder, author, found })
    case 'image-segmentation':
      return imageSegmentationManifest({ folder, author, found })
    case 'image-to-image':
      return imageToImageManifest({ folder, author, found })
    case 'tabular-classification':
      return tabularClassificationManifest({ folder, author, found })
    case 'tabular-regression':
      return tabularRegressionManifest({ folder, author, found })
    case 'tensors':
      return tensorsManifest(folder, author, found)
    default:
      return task satisfies never
  }
}
