import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { classesOf } from './guess/guess-image.ts'
import { authorLabels, labelsBeside } from './labels.ts'
import type { ReadableFolder } from './readable-folder.ts'

export interface ClassLabels {
  readonly labels: readonly string[]
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
  readonly guessed: readonly string[]
}

interface KnownClasses {
  readonly model: string
  readonly labels?: readonly string[] | undefined
  readonly classes?: number | undefined
}

/**
 * What the classes are called: the author's word, else the layout's, else a file beside the model.
 * @throws VitrineError `export-incomplete`, `export-invalid`, and what reading the graph throws
 */
export async function labelsOf(
  folder: ReadableFolder,
  author: VitrineJson,
  { labels: found = [], classes, model }: KnownClasses,
): Promise<ClassLabels> {
  const none = { reasons: [], notes: [], guessed: [] }
  const labels = (await authorLabels(folder, author)) ?? found
  if (labels.length > 0) {
    const fits = classes === undefined || classes === labels.length
    const note = `There are ${labels.length} labels for ${classes} classes, so the classes are numbered instead.`
    return { ...none, labels, notes: fits ? [] : [note] }
  }
  const countClasses = async () => classes ?? classesOf(await folder.graph(model))
  const beside = await labelsBeside(folder, model, countClasses)
  if (beside === undefined) return { ...none, labels: [], reasons: ['classes have no names'] }
  return {
    ...none,
    labels: beside.labels,
    reasons: [`labels from ${beside.path}, which names ${beside.labels.length} classes`],
    guessed: ['labels'],
  }
}
