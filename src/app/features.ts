import { lazy, type ComponentType } from 'react'
import { ImageClassification } from '../features/image-classification/image-classification.tsx'
import { TextGeneration } from '../features/text-generation/text-generation.tsx'
import { Tensors } from '../features/tensors/tensors.tsx'
import type { Manifest, ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'

/** What every demo gets from the page around it. */
export interface DemoProps<T extends Task> {
  manifest: ManifestOf<T>
  runtime: Runtime
  /** Input and settings from the address, unchecked. */
  shared: URLSearchParams
  /** Called with what the visitor runs, for the address. */
  onShare(state: URLSearchParams): void
}

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

const TextModes = lazy(() =>
  import('./text-modes.tsx').then((found) => ({ default: found.TextModes })),
)

/** The demo of each task; those that no demo of this site needs come when they are. */
const features: { [T in Task]: ComponentType<DemoProps<T>> } = {
  'text-generation': TextGeneration,
  'text-classification': TextClassification,
  'fill-mask': FillMask,
  'feature-extraction': FeatureExtraction,
  'image-classification': ImageClassification,
  tensors: Tensors,
}

const talking: typeof features = { ...features, 'text-generation': TextModes }

/** A model that talks is talked to. */
export function featuresFor(manifest: Manifest): typeof features {
  const talks = manifest.task === 'text-generation' && manifest.chat !== undefined
  return talks ? talking : features
}
