import type { Manifest } from '../protocol/manifest.ts'
import type { TableRow } from '../protocol/table-tasks.ts'
import type { TaskInput } from '../protocol/tasks.ts'
import { readPicture } from './read-picture.ts'
import type { PictureInput, PredictInput } from './types.ts'

type TaskTaken = Exclude<Manifest['task'], 'text-generation' | 'tensors'>

interface Asked {
  readonly task: TaskTaken
  readonly input: PredictInput
  readonly topK: number
  readonly signal: AbortSignal | undefined
}

/**
 * What `predict` was given, as the task takes it. What is in a row or a text the worker checks.
 * @throws TypeError when it is of no kind that the task takes, and what reading a picture throws
 */
export async function taskInput({
  task,
  input,
  topK,
  signal,
}: Asked): Promise<TaskInput<TaskTaken>> {
  switch (task) {
    case 'image-classification':
      return { image: await readPicture(input as PictureInput, signal), topK }
    case 'object-detection':
    case 'image-segmentation':
    case 'image-to-image':
      return { image: await readPicture(input as PictureInput, signal) }
    case 'tabular-classification':
    case 'tabular-regression':
      return { kind: 'rows', rows: Array.isArray(input) ? input.map(row) : [row(input)] }
    case 'text-classification':
    case 'fill-mask':
      if (typeof input !== 'string') throw wrong(task, 'a string')
      return { text: input, topK }
    case 'feature-extraction':
      if (typeof input === 'string') return { texts: [input] }
      if (!isTexts(input)) throw wrong(task, 'a string, or a list of two')
      return { texts: input }
    default:
      return task satisfies never
  }
}

function row(input: unknown): TableRow {
  if (!isPlain(input)) throw wrong('table', 'an object with a value for each feature')
  return input as TableRow
}

function isPlain(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

function isTexts(input: PredictInput): input is readonly string[] {
  return (
    Array.isArray(input) &&
    input.length >= 1 &&
    input.length <= 2 &&
    input.every((text) => typeof text === 'string')
  )
}

function wrong(task: string, wanted: string): TypeError {
  return new TypeError(`A ${task} model takes ${wanted}.`)
}
