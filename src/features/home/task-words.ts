import type { Manifest, Task } from '../../protocol/manifest.ts'

/** What a model of each task does, for people who do not know its name. */
export const taskWords: Record<Task, string> = {
  'text-generation': 'Continues a text',
  'image-classification': 'Names what a picture shows',
  'object-detection': 'Finds things in a picture',
  'image-segmentation': 'Cuts a picture into its parts',
  'image-to-image': 'Makes another picture of a picture',
  'text-classification': 'Sorts a text',
  'fill-mask': 'Fills in a missing word',
  'feature-extraction': 'Compares two texts',
  'tabular-classification': 'Sorts the rows of a table',
  'tabular-regression': 'Predicts a number of a row',
  tensors: 'Tensors in, tensors out',
}

/** The same for one model, of which more is known. */
export function wordsOf(manifest: Manifest): string {
  if (manifest.task === 'text-generation') {
    if (manifest.encoder !== undefined) return 'Translates and answers'
    if (manifest.chat !== undefined) return 'Talks'
  }
  return taskWords[manifest.task]
}
