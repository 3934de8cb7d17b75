import { confidenceOf } from '../../core/evaluation/confidence.ts'
import { topK } from '../../core/tensors/top-k.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type {
  ImageClassification,
  ImageTiming,
  PictureFacts,
} from '../../protocol/picture-tasks.ts'
import type { Outcome, Work } from '../../queries/run-many.ts'
import type { Item } from './item.ts'

/** What is kept of each picture. */
export interface Seen {
  readonly file: File
  /** Of every class, by output index. */
  readonly probabilities: Float32Array
  /** Most probable first. */
  readonly ranked: readonly number[]
  /** Of the first of them. */
  readonly prob: number
  readonly image: PictureFacts
  readonly timing: ImageTiming
}

export type SeenOutcome = Outcome<Seen>

/** As many as are counted and written down. */
const ranks = 5

export function workOf(items: readonly Item[]): Work<'image-classification', Item, Seen> {
  return { items, inputOf: ({ file }) => ({ image: file, topK: 1, all: true }), keep: seenOf }
}

export function seenOf(result: ImageClassification, { file }: Pick<Item, 'file'>): Seen {
  const { probabilities = new Float32Array(), image, timing } = result
  const ranked = topK(probabilities, ranks)
  return { file, probabilities, ranked, prob: probabilities[ranked[0] ?? 0] ?? 0, image, timing }
}

/** The names of a model's classes, as the worker gives them. */
export function classNames(
  { labels }: ImageClassificationManifest,
  classes: number,
): readonly string[] {
  if (labels.length === classes) return labels
  return Array.from({ length: classes }, (_, index) => `class_${index}`)
}

/** How many classes the model has; undefined before its first answer. */
export function classCount(outcomes: readonly (SeenOutcome | undefined)[]): number | undefined {
  const first = outcomes.find((outcome) => outcome?.status === 'done')
  return first?.status === 'done' ? first.kept.probabilities.length : undefined
}

/** By the same measure as for one picture; of classes that do not exclude one another, none that holds. */
export function isUnsure(seen: Seen, manifest: ImageClassificationManifest): boolean {
  if (manifest.scores === 'sigmoid') return seen.prob < (manifest.threshold ?? 0.5)
  return confidenceOf(seen.ranked.map((index) => seen.probabilities[index]!)) !== 'sure'
}
