import type { ImagePreprocessing } from '../../../core/pixels/preprocess.ts'
import type {
  FeatureExtractionManifest,
  FillMaskManifest,
  GenerationSettings,
  Manifest,
  PictureManifest,
  TextClassificationManifest,
  TextGenerationManifest,
} from '../../../protocol/manifest.ts'
import type { FeatureValue } from '../../../protocol/table-manifests.ts'
import type { ChatMessage } from '../../../protocol/tasks.ts'
import type { LoggedRun } from '../../../queries/run-log.ts'

/** What code is made for: a model, and the latest thing that a person asked of it. */
export interface Asked {
  readonly manifest: Manifest
  readonly run: LoggedRun | undefined
  /** Absolute address of the site; ends in "/". */
  readonly site: string
  /** The export was opened from this device: it has no address, and its files are known by their names alone. */
  readonly isLocal: boolean
}

export interface AskedOf<M extends Manifest> extends Asked {
  readonly manifest: M
}

/** Of models that read a text at once. */
export type EncoderManifest =
  TextClassificationManifest | FillMaskManifest | FeatureExtractionManifest

type Input<Key extends string> = Extract<LoggedRun['input'], Record<Key, unknown>>

/** The run's input, where the run is one of this model and has what is asked for. */
function inputOf<Key extends string>({ manifest, run }: Asked, key: Key): Input<Key> | undefined {
  const isOwn =
    run !== undefined && run.manifest.base === manifest.base && run.manifest.task === manifest.task
  return isOwn && key in run.input ? (run.input as Input<Key>) : undefined
}

/** The manifest's way to a tensor, with what was changed for the run. */
export function preprocessingOf(asked: AskedOf<PictureManifest>): ImagePreprocessing {
  return { ...asked.manifest.preprocessing, ...inputOf(asked, 'image')?.preprocessing }
}

/** Where code looks for a picture if it is not told of one. */
export function pictureOf(asked: AskedOf<PictureManifest>): string {
  const image = inputOf(asked, 'image')?.image
  const name = image !== undefined && 'name' in image ? image.name : undefined
  const own = name?.split(/[/\\]/).at(-1)
  const example = asked.manifest.examples.find((one) => one.image.split('/').at(-1) === own)?.image
  if (example !== undefined) return example
  if (own !== undefined && /^[^-\p{Cc}\p{Cs}][^\p{Cc}\p{Cs}]*$/u.test(own)) return own
  return asked.manifest.examples[0]?.image ?? 'picture.jpg'
}

/** How many predictions are wanted. */
export function topKOf(asked: Asked): number {
  return inputOf(asked, 'topK')?.topK ?? 3
}

export interface AskedText {
  readonly prompt: string | readonly ChatMessage[]
  readonly settings: GenerationSettings
}

export function generationOf(asked: AskedOf<TextGenerationManifest>): AskedText {
  const { defaults, examples } = asked.manifest
  const input = inputOf(asked, 'prompt')
  if (input !== undefined) return { prompt: input.prompt, settings: input.settings }
  const [example] = examples
  return {
    prompt: example?.prompt ?? 'Once upon a time',
    settings: { ...defaults, ...example?.settings },
  }
}

export function textOf(asked: Asked & { manifest: Manifest }): string {
  const { manifest } = asked
  const own = inputOf(asked, 'text')?.text
  if (own !== undefined) return own
  const first = 'examples' in manifest ? manifest.examples[0] : undefined
  if (first !== undefined && 'text' in first && first.text !== undefined) return first.text
  return manifest.task === 'fill-mask' ? `Paris is the ${manifest.maskToken} of France.` : 'A text.'
}

export function textsOf(asked: Asked): readonly string[] {
  const own = inputOf(asked, 'texts')?.texts
  if (own !== undefined) return own
  const { manifest } = asked
  return manifest.task === 'feature-extraction' && manifest.examples[0] !== undefined
    ? manifest.examples[0].texts
    : ['One sentence.', 'Another sentence.']
}

type Row = Readonly<Record<string, FeatureValue | null>>

/** The row that was run, else the first example's, else one of what the form begins with. */
export function rowOf(asked: AskedOf<Extract<Manifest, { task: `tabular-${string}` }>>): Row {
  const input = inputOf(asked, 'kind')
  const own = input?.kind === 'rows' ? input.rows[0] : undefined
  if (own !== undefined) return own
  const { examples, features } = asked.manifest
  if (examples[0] !== undefined) return examples[0].features
  return Object.fromEntries(
    features.map(({ name, kind, choices, min, ...feature }) => [
      name,
      feature.default ?? choices?.[0] ?? (kind === 'text' ? '' : (min ?? 0)),
    ]),
  )
}

export function tensorsOf(asked: Asked) {
  return inputOf(asked, 'tensors')?.tensors
}
