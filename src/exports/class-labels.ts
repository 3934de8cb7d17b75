import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { classesOf } from './guess/guess-image.ts'
import { authorLabels, labelsBeside, type NamesOfOthers } from './labels.ts'
import type { ReadableFolder } from './readable-folder.ts'

export interface ClassLabels {
  readonly labels: readonly string[]
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
  readonly guessed: readonly string[]
}

export interface KnownClasses {
  readonly model: string
  readonly labels?: readonly string[] | undefined
  readonly classes?: number | undefined
  /** Where a list may also leave out, or have, the class for "nothing": all counts that fit. */
  readonly fits?: readonly number[] | undefined
  /** What such models are trained on, where nobody says anything. */
  readonly usual?: readonly string[] | undefined
}

/**
 * What the classes are called: the author's word, else the layout's, else a file beside the model, else the usual.
 * @throws VitrineError `export-incomplete`, `export-invalid`, and what reading the graph throws
 */
export async function labelsOf(
  folder: ReadableFolder,
  author: VitrineJson,
  { labels: found = [], classes, fits, usual = [], model }: KnownClasses,
): Promise<ClassLabels> {
  const none = { reasons: [], notes: [], guessed: [] }
  const labels = (await authorLabels(folder, author)) ?? found
  if (labels.length > 0) {
    const isFit = classes === undefined || (fits ?? [classes]).includes(labels.length)
    const note = `There are ${labels.length} labels for ${classes} classes, so the classes are numbered instead.`
    return { ...none, labels, notes: isFit ? [] : [note] }
  }
  const countClasses = async () => {
    const count = classes ?? classesOf(await folder.graph(model))
    return fits ?? (count === undefined ? [] : [count])
  }
  const beside = await labelsBeside(folder, model, countClasses)
  if (beside?.labels !== undefined) {
    return {
      ...none,
      labels: beside.labels,
      reasons: [`labels from ${beside.path}, which names ${beside.labels.length} classes`],
      guessed: ['labels'],
    }
  }
  const notes = beside === undefined ? [] : [mismatchNote(beside)]
  if (usual.length > 0) {
    const words =
      usual.length > 3
        ? `the ${usual.length} names that ${classes} classes usually have`
        : usual.join(', ')
    return { labels: usual, reasons: [`labels: ${words}, as a guess`], notes, guessed: ['labels'] }
  }
  return { ...none, labels: [], reasons: ['classes have no names'], notes }
}

/** One file of names there is, for another number of classes. */
function mismatchNote({ path, count, classes }: NamesOfOthers): string {
  return `${path} names ${count} classes and the model has ${classes}, so its names are not used.`
}
