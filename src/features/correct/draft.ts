import type { ImagePreprocessing } from '../../core/preprocess.ts'
import type {
  FeatureExtractionManifest,
  GenerationSettings,
  Manifest,
  Task,
  TextClassificationManifest,
} from '../../protocol/manifest.ts'

/** The form as it stands: text that need not be valid yet. */
export interface Draft {
  readonly title: string
  readonly description: string
  readonly task: Task
  readonly image: ImageDraft
  readonly text: TextDraft
  readonly encoder: EncoderDraft
}

export interface ImageDraft {
  /** One a line, the first for output 0. */
  readonly labels: string
  readonly output: 'logits' | 'probabilities'
  readonly width: string
  readonly height: string
  readonly channels: '1' | '3'
  readonly layout: ImagePreprocessing['layout']
  readonly resize: ImagePreprocessing['resize']['mode']
  readonly shorterSide: string
  readonly filter: ImagePreprocessing['filter']
  readonly rescale: string
  readonly mean: string
  readonly std: string
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
    text: textDraftOf(manifest),
    encoder: encoderDraftOf(manifest),
  }
}

function imageDraftOf(manifest: Manifest): ImageDraft {
  if (manifest.task !== 'image-classification') {
    return { ...usualImage, ...(manifest.task === 'tensors' && shapeOf(manifest.inputs)) }
  }
  const { preprocessing, labels, output } = manifest
  const { width, height, channels, layout, resize, filter, rescale, mean, std } = preprocessing
  return {
    labels: linesWith(labels),
    output,
    width: String(width),
    height: String(height),
    channels: channels === 1 ? '1' : '3',
    layout,
    resize: resize.mode,
    shorterSide: String(
      resize.mode === 'shorter-side' ? resize.shorterSide : Math.round(height / 0.875),
    ),
    filter,
    rescale: fractionWords(rescale),
    mean: mean.join(', '),
    std: std.join(', '),
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

/** One a line, whatever is in them. */
function linesWith(labels: readonly string[]): string {
  return labels.map((label) => label.replace(/\s*\n\s*/g, ' ')).join('\n')
}

const usualImage: ImageDraft = {
  labels: '',
  output: 'logits',
  width: '224',
  height: '224',
  channels: '3',
  layout: 'NCHW',
  resize: 'exact',
  shorterSide: '256',
  filter: 'bilinear',
  rescale: '1/255',
  mean: '0, 0, 0',
  std: '1, 1, 1',
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

/** What a graph's first picture-like input says about pictures. */
function shapeOf(inputs: readonly { dims: readonly (number | string)[] }[]): Partial<ImageDraft> {
  const dims = inputs.find((input) => input.dims.length === 4)?.dims
  if (dims === undefined) return {}
  const isLast = ![1, 3].includes(Number(dims[1])) && [1, 3].includes(Number(dims[3]))
  const [channels, height, width] = isLast
    ? [dims[3], dims[1], dims[2]]
    : [dims[1], dims[2], dims[3]]
  const isGrey = channels === 1
  return {
    layout: isLast ? 'NHWC' : 'NCHW',
    ...(isGrey && { channels: '1', mean: '0', std: '1' }),
    ...(typeof height === 'number' && { height: String(height) }),
    ...(typeof width === 'number' && { width: String(width) }),
  }
}

/** 0.00392… is 1/255 to everybody who has ever written it. */
function fractionWords(value: number): string {
  const inverse = 1 / value
  const isFraction = value > 0 && value < 0.5 && Math.abs(inverse - Math.round(inverse)) < 1e-6
  return isFraction ? `1/${Math.round(inverse)}` : String(value)
}
