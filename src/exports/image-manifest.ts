import { VitrineError } from '../protocol/errors.ts'
import type { ImagePreprocessing } from '../core/preprocess.ts'
import type { ImageClassificationManifest } from '../protocol/manifest.ts'
import { baseManifest, type Found } from './base-manifest.ts'
import type { ExportFolder } from './folder.ts'
import { pickFiles, readJson, requireFile } from './folder.ts'
import type { VitrineJson } from './schemas.ts'

interface FoundImage extends Found {
  /** What the layout says of the preprocessing; width and height at least. */
  readonly preprocessing: Partial<ImagePreprocessing>
  readonly labels?: readonly string[]
}

/** What nearly every exporter means when it says nothing: 0–255 to 0–1, no mean and std, RGB, channels first. */
const defaults = {
  resize: { mode: 'exact' },
  filter: 'bicubic',
  channels: 3,
  layout: 'NCHW',
  rescale: 1 / 255,
} as const satisfies Partial<ImagePreprocessing>

export async function imageManifest(
  folder: ExportFolder,
  author: VitrineJson,
  found: FoundImage,
): Promise<ImageClassificationManifest> {
  return {
    ...baseManifest(folder, author, found),
    task: 'image-classification',
    files: pickFiles(folder, { model: found.model, others: [] }),
    preprocessing: preprocessing(author, found.preprocessing),
    labels: (await authorLabels(folder, author)) ?? found.labels ?? [],
    output: author.output ?? 'logits',
    examples: (author.examples ?? []).map(({ title, image, predictions }) => {
      if (image === undefined) throw invalid('examples', 'a picture example needs “image”')
      requireFile(folder, image)
      return predictions === undefined ? { title, image } : { title, image, predictions }
    }),
  }
}

function preprocessing(
  { preprocessing: author = {} }: VitrineJson,
  found: Partial<ImagePreprocessing>,
): ImagePreprocessing {
  const { shorterSide, ...given } = author
  const merged = { ...defaults, ...found, ...given }
  const { width, height, channels } = merged
  if (width === undefined || height === undefined) {
    throw invalid('preprocessing', 'it must give “width” and “height” for this export')
  }
  const resize =
    shorterSide === undefined ? merged.resize : { mode: 'shorter-side' as const, shorterSide }
  const mean = merged.mean ?? Array<number>(channels).fill(0)
  const std = merged.std ?? Array<number>(channels).fill(1)
  if (mean.length !== channels || std.length !== channels) {
    throw invalid('preprocessing', `“mean” and “std” must have ${channels} numbers each`)
  }
  return { ...merged, width, height, resize, mean, std }
}

async function authorLabels(
  folder: ExportFolder,
  { labels }: VitrineJson,
): Promise<readonly string[] | undefined> {
  if (typeof labels !== 'string') return labels
  requireFile(folder, labels)
  if (labels.endsWith('.json')) {
    const list = await readJson(folder, labels)
    if (Array.isArray(list) && list.every((label) => typeof label === 'string')) return list
    throw invalid('labels', `${labels} must hold a list of names`)
  }
  const lines = (await folder.readText(labels)).split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function invalid(key: string, problem: string): VitrineError {
  return new VitrineError('export-invalid', { file: 'vitrine.json', key, problem })
}
