import type {
  FeatureExtractionManifest,
  GenerationSettings,
  Manifest,
  Task,
  TextClassificationManifest,
} from '../../protocol/manifest.ts'
import {
  detectionDraftOf,
  madeDraftOf,
  segmentationDraftOf,
  type DetectionDraft,
  type MadeDraft,
  type SegmentationDraft,
} from './head-drafts.ts'
import { imageDraftOf, linesWith, type ImageDraft } from './image-draft.ts'
import { tableDraftOf, type TableDraft } from './table-draft.ts'

/** The form as it stands: text that need not be valid yet. */
export interface Draft {
  readonly title: string
  readonly description: string
  readonly task: Task
  readonly image: ImageDraft
  readonly detection: DetectionDraft
  readonly segmentation: SegmentationDraft
  readonly made: MadeDraft
  readonly text: TextDraft
  readonly encoder: EncoderDraft
  readonly table: TableDraft
}

export type TextDraft = Readonly<Record<'contextLength' | keyof GenerationSettings, string>>

/** Of the models that read a text as a whole: classify it, fill in its masks, turn it into vectors. */
export interface EncoderDraft {
  readonly maxTokens: string
  /** One a line, the first for output 0. */
  readonly labels: string
  readonly scores: TextClassificationManifest['scores']
  readonly maskToken: string
  readonly pooling: FeatureExtractionManifest['pooling']
  readonly normalize: 'yes' | 'no'
}

/** What the form shows of an export that nobody has corrected yet, and what it offers for another task. */
export function draftOf(manifest: Manifest): Draft {
  const { title, description, task } = manifest
  return {
    title,
    description,
    task,
    image: imageDraftOf(manifest),
    detection: detectionDraftOf(manifest),
    segmentation: segmentationDraftOf(manifest),
    made: madeDraftOf(manifest),
    text: textDraftOf(manifest),
    encoder: encoderDraftOf(manifest),
    table: tableDraftOf(manifest),
  }
}

function textDraftOf(manifest: Manifest): TextDraft {
  if (manifest.task !== 'text-generation') return usualText
  const { contextLength, defaults } = manifest
  return {
    contextLength: String(contextLength),
    maxNewTokens: String(defaults.maxNewTokens),
    temperature: String(defaults.temperature),
    topK: String(defaults.topK),
    topP: String(defaults.topP),
    repetitionPenalty: String(defaults.repetitionPenalty),
    seed: String(defaults.seed),
  }
}

function encoderDraftOf(manifest: Manifest): EncoderDraft {
  if (!('maxTokens' in manifest)) return usualEncoder
  const common = { ...usualEncoder, maxTokens: String(manifest.maxTokens) }
  switch (manifest.task) {
    case 'text-classification':
      return { ...common, labels: linesWith(manifest.labels), scores: manifest.scores }
    case 'fill-mask':
      return { ...common, maskToken: manifest.maskToken }
    case 'feature-extraction':
      return { ...common, pooling: manifest.pooling, normalize: manifest.normalize ? 'yes' : 'no' }
    default:
      return manifest satisfies never
  }
}

const usualText: TextDraft = {
  contextLength: '512',
  maxNewTokens: '128',
  temperature: '0.7',
  topK: '40',
  topP: '0.95',
  repetitionPenalty: '1',
  seed: '1',
}

const usualEncoder: EncoderDraft = {
  maxTokens: '512',
  labels: '',
  scores: 'softmax',
  maskToken: '[MASK]',
  pooling: 'mean',
  normalize: 'no',
}
