import type { Manifest, Task } from '../protocol/manifest.ts'
import type { Made, Parts, TaskMaker } from './tasks/task-maker.ts'

/** One row a task; adding a task adds a file and a row. A visitor fetches what their model's task needs. */
const makers: { readonly [T in Task]: () => Promise<{ readonly maker: TaskMaker<T> }> } = {
  'text-generation': () => import('./tasks/text-generation.ts'),
  'text-classification': () => import('./tasks/text-classification.ts'),
  'fill-mask': () => import('./tasks/fill-mask.ts'),
  'feature-extraction': () => import('./tasks/feature-extraction.ts'),
  'image-classification': () => import('./tasks/image-classification.ts'),
  'object-detection': () => import('./tasks/object-detection.ts'),
  'image-segmentation': () => import('./tasks/image-segmentation.ts'),
  'image-to-image': () => import('./tasks/image-to-image.ts'),
  'tabular-classification': () => import('./tasks/tabular.ts'),
  'tabular-regression': () => import('./tasks/tabular.ts'),
  tensors: () => import('./tasks/tensors.ts'),
}

/** The row's own pipeline, which takes the inputs of the manifest's task. */
export async function createPipeline(manifest: Manifest, parts: Parts): Promise<Made<Task>> {
  const { maker } = await loaderOf(manifest.task)()
  return maker.make(manifest, parts)
}

/** So that its code comes while the weights do. What goes wrong is met again when the pipeline is made. */
export function fetchPipeline(task: Task): void {
  loaderOf(task)().catch(() => {})
}

/** A row's types are tied to its task; TypeScript cannot follow that through a lookup by a union. */
function loaderOf(task: Task): () => Promise<{ readonly maker: TaskMaker<Task> }> {
  return makers[task] as () => Promise<{ readonly maker: TaskMaker<Task> }>
}
