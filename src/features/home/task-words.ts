import type { Task } from '../../protocol/manifest.ts'

/** What a model of each task does, for people who do not know its name. */
export const taskWords: Record<Task, string> = {
  'text-generation': 'Continues a text',
  'image-classification': 'Names what a picture shows',
  tensors: 'Tensors in, tensors out',
}
