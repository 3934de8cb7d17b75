import { lazy, type ComponentType } from 'react'
import { Tensors } from '../features/tensors/tensors.tsx'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { DemoProps } from './demo-props.ts'

const TextClassification = lazy(() =>
  import('../features/text-classification/text-classification.tsx').then((found) => ({
    default: found.TextClassification,
  })),
)
const FillMask = lazy(() =>
  import('../features/fill-mask/fill-mask.tsx').then((found) => ({ default: found.FillMask })),
)
const FeatureExtraction = lazy(() =>
  import('../features/feature-extraction/feature-extraction.tsx').then((found) => ({
    default: found.FeatureExtraction,
  })),
)
const ObjectDetection = lazy(() =>
  import('../features/object-detection/object-detection.tsx').then((found) => ({
    default: found.ObjectDetection,
  })),
)
const ImageModes = lazy(() =>
  import('./image-modes.tsx').then((found) => ({ default: found.ImageModes })),
)
const ImageSegmentation = lazy(() =>
  import('../features/image-segmentation/image-segmentation.tsx').then((found) => ({
    default: found.ImageSegmentation,
  })),
)
const ImageToImage = lazy(() =>
  import('../features/image-to-image/image-to-image.tsx').then((found) => ({
    default: found.ImageToImage,
  })),
)
const TableModes = lazy(() =>
  import('./table-modes.tsx').then((found) => ({ default: found.TableModes })),
)

const loadTextDemo = () => import('./text-demo.tsx').then((found) => ({ default: found.TextDemo }))
const TextDemo = lazy(loadTextDemo)
const TextModes = lazy(() =>
  import('./text-modes.tsx').then((found) => ({ default: found.TextModes })),
)

/** The demo of each task; those that the list of demos does not need come when they are. */
const features: { [T in Task]: ComponentType<DemoProps<T>> } = {
  'text-generation': TextDemo,
  'text-classification': TextClassification,
  'fill-mask': FillMask,
  'feature-extraction': FeatureExtraction,
  'image-classification': ImageModes,
  'object-detection': ObjectDetection,
  'image-segmentation': ImageSegmentation,
  'image-to-image': ImageToImage,
  'tabular-classification': TableModes,
  'tabular-regression': TableModes,
  tensors: Tensors,
}

const talking: typeof features = { ...features, 'text-generation': TextModes }

/** A model that talks is talked to. */
export function featuresFor(manifest: Manifest): typeof features {
  const talks = manifest.task === 'text-generation' && manifest.chat !== undefined
  return talks ? talking : features
}

/** For while it is not known yet which demo an address means: it fetches the one that most do. */
export function fetchLikelyDemo(): void {
  loadTextDemo().catch(() => {})
}
