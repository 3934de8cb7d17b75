import { generationLimits } from '../../core/decoding/generation-limits.ts'
import type { GenerationSettings } from '../../protocol/manifest.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import type { Draft, EncoderDraft, TextDraft } from './draft.ts'
import type { DetectionDraft, MadeDraft, SegmentationDraft } from './head-drafts.ts'
import type { ImageDraft } from './image-draft.ts'
import { linesOf } from './lines-of.ts'
import type { FeatureDraft } from './table-draft.ts'
import { readDetection, readMade, readSegmentation } from './read-heads.ts'
import { numberIn, wholeNumber, withoutGaps } from './read-numbers.ts'
import { readTable } from './read-table.ts'
import { readLabels, readPicture, readScores } from './read-picture.ts'

/** What is wrong with a field, as a sentence, by the field's name. */
export type Problems = Readonly<Partial<Record<FieldName, string>>>
export type FieldName =
  | 'title'
  | keyof ImageDraft
  | keyof TextDraft
  | keyof EncoderDraft
  | `detection.${keyof DetectionDraft}`
  | `segmentation.${keyof SegmentationDraft}`
  | `image.${keyof MadeDraft}`
  | `features.${number}.${keyof FeatureDraft}`

/** Notes what is wrong with a field that has no value. */
export type Need = <Value>(
  name: FieldName,
  value: Value | undefined,
  problem: string,
) => Value | undefined

/** A whole form as it would stand in a `vitrine.json`, or what is wrong with it. */
export interface Reading {
  readonly values: VitrineJson
  readonly problems: Problems
}

export function readDraft(draft: Draft): Reading {
  const problems: Partial<Record<FieldName, string>> = {}
  const need: Need = (name, value, problem) => {
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

function readTask({ task, image, text, encoder, table, ...heads }: Draft, need: Need): VitrineJson {
  switch (task) {
    case 'image-classification':
      return { ...readLabels(image), ...readScores(image, need), ...readPicture(image, need) }
    case 'object-detection': {
      const { detection } = heads
      const become = detection.head === 'detr' ? { scores: detection.become } : {}
      const read = { ...become, detection: readDetection(detection, need) }
      return { ...readLabels(image), ...readPicture(image, need), ...read }
    }
    case 'image-segmentation': {
      const segmentation = readSegmentation(heads.segmentation, need)
      return { ...readLabels(image), ...readPicture(image, need), segmentation }
    }
    case 'image-to-image':
      return { ...readPicture(image, need), image: readMade(heads.made, need) }
    case 'text-generation':
      return readText(text, need)
    case 'text-classification':
    case 'fill-mask':
    case 'feature-extraction':
      return readEncoder(task, encoder, need)
    case 'tabular-classification':
    case 'tabular-regression':
      return readTable(task, table, need)
    case 'tensors':
      return {}
    default:
      return task satisfies never
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
