/** What the manifests of all picture tasks have in common: what the graph has to be asked for, and how pictures go in. */
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { GraphFacts } from '../../protocol/graph.ts'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { PictureManifestBase } from '../../protocol/picture-manifests.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { says } from '../author.ts'
import { baseManifest, type FoundIn, type TaskWords } from '../base-manifest.ts'
import { guessImage, type ImageGuess } from '../guess/guess-image.ts'
import { guessPicture, whyNoPage } from '../guess/guess-image-task.ts'
import { imageNetPreprocessing } from '../guess/guess-imagenet.ts'
import type { PictureGuess, PictureTask } from '../guess/picture-guess.ts'
import { modelFiles } from '../model-files.ts'
import type { ReadableFolder } from '../readable-folder.ts'
import { tensorsManifest } from '../tensors-manifest.ts'
import { preprocessingReasons } from '../words.ts'
import { pictureExamples } from './examples.ts'
import { preprocessingOf } from './preprocessing.ts'

/** An export, the author's word, and what a reader found: what every one of them starts from. */
export interface Given {
  readonly folder: ReadableFolder
  readonly author: VitrineJson
  readonly found: FoundIn
}

export interface SeenPicture<Task extends PictureTask> {
  /** What could be known of it. */
  readonly graph: GraphFacts | undefined
  readonly image: ImageGuess | undefined
  /** Present where the graph is for this task and had to be asked. */
  readonly guess: Extract<PictureGuess, { task: Task }> | undefined
  readonly preprocessing: ImagePreprocessing
  readonly guessed: readonly string[]
}

/**
 * @param isWhole the reader has said all that has to be known of the outputs
 * @returns a whole sentence on why the page for pictures cannot feed it, unless a person asked for just that
 * @throws VitrineError `export-invalid`, and what reading the graph throws
 */
export async function seePicture<Task extends PictureTask>(
  { folder, author, found }: Given,
  task: Task,
  isWhole: boolean,
): Promise<SeenPicture<Task> | string> {
  const isGuessed = !isWhole || !isSized(author, found)
  const graph = await (isGuessed ? folder.graph(found.model) : folder.graphAtHand(found.model))
  const image = graph && guessImage(graph)
  const problem = graph && author.task === undefined && whyNoPicture(graph, image)
  if (typeof problem === 'string') return problem
  const said = ofFixedSize(found.image?.preprocessing, image)
  if (!isGuessed || graph === undefined || image === undefined) {
    const preprocessing = preprocessingOf(author.preprocessing, said)
    return { graph, image, guess: undefined, preprocessing, guessed: [] }
  }
  const guess = guessPicture(graph, image)
  // An author who says anything of a classifier is taken to have said all.
  const isOpen = Object.keys(author.preprocessing ?? {}).length === 0
  const usual =
    guess.task === task && 'usual' in guess
      ? guess.usual
      : task === 'image-classification' && isOpen
        ? imageNetPreprocessing(image)
        : undefined
  const own = found.image === undefined ? guessedParts(image, usual) : image.guessed
  return {
    graph,
    image,
    guess: guess.task === task ? (guess as Extract<PictureGuess, { task: Task }>) : undefined,
    preprocessing: preprocessingOf(author.preprocessing, {
      ...image.preprocessing,
      ...forChannels(usual, image),
      ...said,
    }),
    guessed: own.filter((key) => isOpenKey(key, task, said)),
  }
}

/** Nobody has to ask the graph for it. */
function isSized({ preprocessing: author }: VitrineJson, { image }: FoundIn): boolean {
  if (image === undefined) return false
  const { width, height } = { ...image.preprocessing, ...author }
  const mode = author?.resize ?? image.preprocessing.resize?.mode
  return mode === 'within' || (width !== undefined && height !== undefined)
}

/** Pictures that may have any shape have one where the graph was exported for one. */
function ofFixedSize(
  said: Partial<ImagePreprocessing> = {},
  image: ImageGuess | undefined,
): Partial<ImagePreprocessing> {
  const { width, height } = image?.size ?? {}
  const isOpen = width === undefined || height === undefined
  return said.resize?.mode !== 'within' || isOpen
    ? said
    : { ...said, width, height, resize: { mode: 'exact' } }
}

function whyNoPicture({ inputs }: GraphFacts, image: ImageGuess | undefined): string | undefined {
  const pictures = inputs.filter(({ dims }) => dims.length === 4)
  return pictures.length === 1
    ? image && whyNoPage(image.input, inputs)
    : `It has ${pictures.length} inputs that could take a picture, not one, so this one takes and gives plain tensors.`
}

/** What a reader said is no guess, however much of the rest is one. */
function isOpenKey(key: string, task: PictureTask, said: Partial<ImagePreprocessing>): boolean {
  if (key === 'output') return task === 'image-classification'
  return !Object.keys(said).some((name) => key === `preprocessing.${name}`)
}

/** What is usual in three colours, for one. */
function forChannels(
  usual: Partial<ImagePreprocessing> | undefined,
  { preprocessing: { channels } }: ImageGuess,
): Partial<ImagePreprocessing> | undefined {
  if (usual === undefined || channels !== 1) return usual
  const { colours: _, mean, std, ...rest } = usual
  const middle = (values: readonly number[]) => [
    values.reduce((sum, value) => sum + value, 0) / values.length,
  ]
  return { ...rest, ...(mean && { mean: middle(mean) }), ...(std && { std: middle(std) }) }
}

/** All keys that say what a family of networks usually wants. */
function guessedParts(
  { guessed }: ImageGuess,
  usual: Partial<ImagePreprocessing> = {},
): readonly string[] {
  const { resize, colours, width, filter } = usual
  const keys = [
    ...(filter === undefined ? [] : ['filter']),
    ...(colours === undefined ? [] : ['colours']),
    ...(width === undefined ? [] : ['width', 'height']),
    // How sides are rounded belongs to the rule.
    ...Object.keys(resize ?? {}).filter((key) => key !== 'mode' && key !== 'rounding'),
  ]
  return [...guessed, ...keys.map((key) => `preprocessing.${key}`)]
}

/** What stands in every manifest of a picture task. */
export async function pictureBase(
  { folder, author, found }: Given,
  { preprocessing, guessed }: Pick<SeenPicture<PictureTask>, 'preprocessing' | 'guessed'>,
  own: TaskWords & { readonly guessNote: string },
): Promise<Omit<PictureManifestBase, 'recognised'>> {
  const all = [...guessed, ...own.guessed]
  const isGuess =
    found.layout === 'graph' && all.some((key) => isOfPictures(key) && !says(author, key))
  const base = baseManifest(folder, author, found, {
    reasons: [...preprocessingReasons(preprocessing), ...own.reasons],
    notes: [...own.notes, ...(isGuess ? [own.guessNote] : [])],
    guessed: all,
  })
  return {
    ...base,
    files: await modelFiles(folder, found.model),
    preprocessing,
    examples: pictureExamples(folder, author),
  }
}

function isOfPictures(key: string): boolean {
  return /^(preprocessing|detection|segmentation|image)\./.test(key)
}

/** The page of last resort, with what stands in the way of the one that it should have. */
export function tensorsInstead(
  { folder, author, found }: Given,
  task: PictureTask,
  notes: readonly string[],
): Promise<TensorsManifest> {
  const all = [...(found.notes ?? []), ...notes]
  return tensorsManifest(folder, author, {
    ...found,
    task: 'tensors',
    recognised: task,
    notes: all,
  })
}
