import type { ImagePreprocessing } from '../core/preprocess.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImageClassificationManifest, ImageExample } from '../protocol/picture-manifests.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { says } from './author.ts'
import { baseManifest, type FoundIn } from './base-manifest.ts'
import { labelsOf } from './class-labels.ts'
import { requireFile } from './folder.ts'
import type { FoundImage } from './found.ts'
import { guessImage } from './guess/guess-image.ts'
import { imageNetPreprocessing } from './guess/guess-imagenet.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { preprocessingReasons } from './words.ts'

/** What nearly every exporter means when it says nothing: 0–255 to 0–1, no mean and std, RGB, channels first. */
const defaults = {
  resize: { mode: 'exact' },
  filter: 'bicubic',
  channels: 3,
  layout: 'NCHW',
  rescale: 1 / 255,
} as const satisfies Partial<ImagePreprocessing>

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function imageManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  found: FoundIn,
): Promise<ImageClassificationManifest> {
  const { guessed, ...image } = await completed(folder, author, found)
  const preprocessing = preprocessingOf(author, image.preprocessing)
  const names = await labelsOf(folder, author, { ...image, model: found.model })
  const base = baseManifest(folder, author, found, {
    reasons: [...preprocessingReasons(preprocessing), ...names.reasons],
    notes: [...names.notes, ...(isGuess(author, found, guessed) ? [guessNote] : [])],
    guessed: [...guessed, ...names.guessed],
  })
  return {
    ...base,
    task: 'image-classification',
    files: await modelFiles(folder, found.model),
    preprocessing,
    labels: names.labels,
    output: author.output ?? image.output ?? 'logits',
    examples: (author.examples ?? []).map((example): ImageExample => {
      const { title, image: path, predictions } = example
      if (path === undefined) throw invalid('examples', 'a picture example needs “image”')
      requireFile(folder, path)
      return predictions === undefined
        ? { title, image: path }
        : { title, image: path, predictions }
    }),
  }
}

/** Where the crop is a guess, these belong to it. */
const imageNetGuesses = ['preprocessing.shorterSide', 'preprocessing.filter']

const guessNote =
  'How pictures have to be prepared is a guess, because a graph does not say it. If the predictions look wrong, correct mean, deviation and resizing.'

/** Nobody but the graph was there to be asked. */
function isGuess(author: VitrineJson, { layout }: FoundIn, guessed: readonly string[]): boolean {
  const [open] = guessed.filter((key) => key.startsWith('preprocessing.') && !says(author, key))
  return layout === 'graph' && open !== undefined
}

/** The layout's word; where that leaves the size open and the author too, the graph's. */
async function completed(
  folder: ReadableFolder,
  { preprocessing: author = {} }: VitrineJson,
  { image, model }: FoundIn,
): Promise<FoundImage & { guessed: readonly string[] }> {
  const given = { ...image?.preprocessing, ...author }
  if (image !== undefined && given.width !== undefined && given.height !== undefined) {
    return { ...image, guessed: [] }
  }
  const guess = guessImage(await folder.graph(model))
  if (guess === undefined) return { preprocessing: {}, ...image, guessed: [] }
  const { guessed, input: _, ...rest } = guess
  // An author who says anything of it is taken to have said all.
  const usual = Object.keys(author).length === 0 ? imageNetPreprocessing(guess) : undefined
  return {
    ...rest,
    ...image,
    preprocessing: { ...guess.preprocessing, ...usual, ...image?.preprocessing },
    guessed: usual === undefined ? guessed : [...guessed, ...imageNetGuesses],
  }
}

function preprocessingOf(
  { preprocessing: author = {} }: VitrineJson,
  found: Partial<ImagePreprocessing>,
): ImagePreprocessing {
  const { shorterSide, resize: mode, ...given } = author
  const merged = { ...defaults, ...found, ...given }
  const { width, height, channels } = merged
  if (width === undefined || height === undefined) {
    throw invalid(
      'preprocessing',
      'it must give “width” and “height”, because the graph takes no picture of a known size',
    )
  }
  const mean = merged.mean ?? Array<number>(channels).fill(0)
  const std = merged.std ?? Array<number>(channels).fill(1)
  if (mean.length !== channels || std.length !== channels) {
    throw invalid('preprocessing', `“mean” and “std” must have ${channels} numbers each`)
  }
  return { ...merged, width, height, resize: resizeOf(), mean, std }

  function resizeOf(): ImagePreprocessing['resize'] {
    if (mode === 'exact') return { mode }
    if (shorterSide !== undefined) return { mode: 'shorter-side', shorterSide }
    if (mode === undefined || merged.resize.mode === mode) return merged.resize
    return { mode: 'shorter-side', shorterSide: Math.min(width!, height!) }
  }
}

function invalid(key: string, problem: string): VitrineError {
  return new VitrineError('export-invalid', { file: 'vitrine.json', key, problem })
}
