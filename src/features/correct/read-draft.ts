import { generationLimits } from '../../core/generation-limits.ts'
import type { GenerationSettings } from '../../protocol/manifest.ts'
import type { AuthorPreprocessing, VitrineJson } from '../../protocol/vitrine-json.ts'
import type { Draft, EncoderDraft, ImageDraft, TextDraft } from './draft.ts'

/** What is wrong with a field, as a sentence, by the field's name. */
export type Problems = Readonly<Partial<Record<FieldName, string>>>
export type FieldName =
  | keyof Omit<Draft, 'image' | 'text' | 'encoder'>
  | keyof ImageDraft
  | keyof TextDraft
  | keyof EncoderDraft

/** A whole form as it would stand in a `vitrine.json`, or what is wrong with it. */
export interface Reading {
  readonly values: VitrineJson
  readonly problems: Problems
}

export function readDraft(draft: Draft): Reading {
  const problems: Partial<Record<FieldName, string>> = {}
  const need = <Value>(name: FieldName, value: Value | undefined, problem: string) => {
    if (value === undefined) problems[name] = problem
    return value
  }
  const title = need('title', draft.title.trim() || undefined, 'It needs a title.')
  const common = {
    ...(title !== undefined && { title }),
    description: draft.description.trim(),
    task: draft.task,
  }
  return { values: { ...common, ...readTask(draft, need) }, problems }
}

function readTask({ task, image, text, encoder }: Draft, need: Need): VitrineJson {
  switch (task) {
    case 'image-classification':
      return readImage(image, need)
    case 'text-generation':
      return readText(text, need)
    case 'text-classification':
    case 'fill-mask':
    case 'feature-extraction':
      return readEncoder(task, encoder, need)
    case 'object-detection':
    case 'image-segmentation':
    case 'image-to-image':
    case 'tensors':
      return {}
    default:
      return task satisfies never
  }
}

type Need = <Value>(name: FieldName, value: Value | undefined, problem: string) => Value | undefined

function readImage(image: ImageDraft, need: Need): VitrineJson {
  const channels = image.channels === '1' ? 1 : 3
  const pixels = 'It must be a whole number of pixels, 1 or more.'
  const isCropped = image.resize === 'shorter-side'
  const perChannel = channels === 1 ? 'It must be one number' : 'It must be one number or three'
  const preprocessing: Partial<Record<keyof AuthorPreprocessing, unknown>> = {
    width: need('width', wholeNumber(image.width, 1), pixels),
    height: need('height', wholeNumber(image.height, 1), pixels),
    resize: image.resize,
    shorterSide: isCropped
      ? need('shorterSide', wholeNumber(image.shorterSide, 1), pixels)
      : undefined,
    filter: image.filter,
    channels,
    layout: image.layout,
    rescale: need('rescale', fraction(image.rescale), 'It must be a number, such as 1/255.'),
    mean: need('mean', numberPerChannel(image.mean, channels), `${perChannel}.`),
    std: need(
      'std',
      numberPerChannel(image.std, channels, (value) => value > 0),
      `${perChannel}, above 0.`,
    ),
  }
  return {
    labels: linesOf(image.labels),
    output: image.output,
    preprocessing: withoutGaps(preprocessing),
  }
}

function readText(text: TextDraft, need: Need): VitrineJson {
  const contextLength = need(
    'contextLength',
    wholeNumber(text.contextLength, 1),
    'It must be a whole number of tokens, 1 or more.',
  )
  const most = contextLength ?? Infinity
  const generation: Partial<Record<keyof GenerationSettings, number | undefined>> = {
    maxNewTokens: need(
      'maxNewTokens',
      wholeNumber(text.maxNewTokens, 1, most),
      'It must be a whole number from 1 to the context length.',
    ),
  }
  for (const name of ['temperature', 'topK', 'topP', 'repetitionPenalty', 'seed'] as const) {
    const { min, max } = generationLimits[name]
    const isWhole = name === 'topK' || name === 'seed'
    const value = isWhole ? wholeNumber(text[name], min, max) : numberIn(text[name], min, max)
    const kind = isWhole ? 'a whole number' : 'a number'
    generation[name] = need(
      name,
      value,
      `It must be ${kind} from ${min} to ${max.toLocaleString('en-US')}.`,
    )
  }
  return {
    ...(contextLength !== undefined && { contextLength }),
    generation: withoutGaps(generation),
  }
}

function readEncoder(
  task: 'text-classification' | 'fill-mask' | 'feature-extraction',
  { labels, scores, pooling, normalize, ...draft }: EncoderDraft,
  need: Need,
): VitrineJson {
  const tokens = 'It must be a whole number of tokens, 1 or more.'
  const maxTokens = need('maxTokens', wholeNumber(draft.maxTokens, 1), tokens)
  const common = { ...(maxTokens !== undefined && { maxTokens }) }
  if (task === 'text-classification') return { ...common, labels: linesOf(labels), scores }
  if (task === 'feature-extraction') return { ...common, pooling, normalize: normalize === 'yes' }
  const given = draft.maskToken.trim() || undefined
  const maskToken = need('maskToken', given, 'It must be as the tokenizer spells it.')
  return { ...common, ...(maskToken !== undefined && { maskToken }) }
}

/** Lines without those that are empty at the end; one in the middle is a class without a name. */
export function linesOf(text: string): readonly string[] {
  const trimmed = text.replace(/\s+$/, '')
  return trimmed === '' ? [] : trimmed.split(/\r?\n/).map((line) => line.trim())
}

function numberIn(raw: string, min = -Infinity, max = Infinity): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  return Number.isFinite(value) && value >= min && value <= max ? value : undefined
}

function wholeNumber(raw: string, min: number, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = numberIn(raw, min, max)
  return Number.isInteger(value) ? value : undefined
}

/** "0.5" or "1/255". */
function fraction(raw: string): number | undefined {
  const [over, under, ...more] = raw.split('/')
  const [a, b] = [numberIn(over ?? ''), under === undefined ? 1 : numberIn(under)]
  if (a === undefined || b === undefined || b === 0 || more.length > 0) return undefined
  return a / b
}

/** As many numbers as there are channels; a single one is meant for all. */
function numberPerChannel(
  raw: string,
  channels: number,
  isGood: (value: number) => boolean = () => true,
): readonly number[] | undefined {
  const words = raw
    .replace(/[[\]()]/g, ' ')
    .trim()
    .split(/[\s,;]+/)
  const values = words.map((word) => numberIn(word))
  if (!values.every((value) => value !== undefined && isGood(value))) return undefined
  const numbers = values.filter((value) => value !== undefined)
  if (numbers.length === 1) return Array.from({ length: channels }, () => numbers[0] ?? 0)
  return numbers.length === channels ? numbers : undefined
}

function withoutGaps(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
