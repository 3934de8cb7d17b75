import type { ComponentType } from 'react'
import { ImageClassification } from '../features/image-classification/image-classification.tsx'
import { TextGeneration } from '../features/text-generation/text-generation.tsx'
import { Tensors } from '../features/tensors/tensors.tsx'
import type { ManifestOf, Task } from '../protocol/manifest.ts'
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

/** The demo of each task. */
export const features: { [T in Task]: ComponentType<DemoProps<T>> } = {
  'text-generation': TextGeneration,
  'image-classification': ImageClassification,
  tensors: Tensors,
}
