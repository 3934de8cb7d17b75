import type {
  AuthorDetection,
  AuthorImage,
  AuthorSegmentation,
} from '../../protocol/vitrine-json.ts'
import type { DetectionDraft, MadeDraft, SegmentationDraft } from './head-drafts.ts'
import type { Need } from './read-draft.ts'
import { numberIn, numbersOf, wholeNumber, withoutGaps } from './read-numbers.ts'

const ratio = 'It must be a number from 0 to 1.'
const strideWords = 'It must be whole numbers, such as 8, 16, 32, or nothing.'

/** Which fields belong to which way of writing boxes down. */
export const detectionParts = {
  yolo: ['output', 'axes', 'objectness', 'strides'],
  'end-to-end': ['output'],
  detr: ['logits', 'boxes', 'become'],
  ssd: ['scores', 'boxes'],
  listed: ['boxes', 'scores', 'labels', 'order', 'unit', 'firstLabel'],
  'fastest-det': ['output'],
  yunet: [],
  'blaze-face': ['scores', 'boxes'],
  '': [],
} as const satisfies Record<DetectionDraft['head'], readonly (keyof DetectionDraft)[]>

export const segmentationParts = {
  semantic: ['output', 'layout', 'background'],
  instances: ['output', 'prototypes', 'axes', 'objectness', 'strides', 'coefficients'],
  matte: ['output', 'layout', 'activation'],
  '': [],
} as const satisfies Record<SegmentationDraft['head'], readonly (keyof SegmentationDraft)[]>

export function readDetection(draft: DetectionDraft, need: Need): AuthorDetection {
  const { head, axes, order, unit } = draft
  const isOf = (name: keyof DetectionDraft) =>
    (detectionParts[head] as readonly string[]).includes(name)
  const strides = isOf('strides')
    ? need('detection.strides', stridesOf(draft), strideWords)
    : undefined
  const isListOf = head === 'blaze-face'
  return withoutGaps({
    head: head === '' ? undefined : head,
    output: isOf('output') ? given(draft.output) : undefined,
    logits: isOf('logits') ? given(draft.logits) : undefined,
    boxes: isOf('boxes') ? names(draft.boxes, isListOf) : undefined,
    scores: isOf('scores') ? names(draft.scores, isListOf) : undefined,
    labels: isOf('labels') ? given(draft.labels) : undefined,
    axes: isOf('axes') ? axes : undefined,
    objectness: isOf('objectness') ? draft.objectness === 'yes' : undefined,
    strides,
    order: isOf('order') ? order : undefined,
    unit: isOf('unit') ? unit : undefined,
    firstLabel: isOf('firstLabel')
      ? need('detection.firstLabel', wholeNumber(draft.firstLabel, 0), 'It must be 0 or more.')
      : undefined,
    confidence: need('detection.confidence', numberIn(draft.confidence, 0, 1), ratio),
    iou: need('detection.iou', numberIn(draft.iou, 0, 1), ratio),
  })
}

export function readSegmentation(draft: SegmentationDraft, need: Need): AuthorSegmentation {
  const { head, axes, layout, activation } = draft
  const isOf = (name: keyof SegmentationDraft) =>
    (segmentationParts[head] as readonly string[]).includes(name)
  const hasBackground = isOf('background') && draft.background.trim() !== ''
  return withoutGaps({
    head: head === '' ? undefined : head,
    output: isOf('output') ? given(draft.output) : undefined,
    axes: isOf('axes') ? axes : undefined,
    objectness: isOf('objectness') ? draft.objectness === 'yes' : undefined,
    strides: isOf('strides')
      ? need('segmentation.strides', stridesOf(draft), strideWords)
      : undefined,
    layout: isOf('layout') ? layout : undefined,
    background: hasBackground
      ? need(
          'segmentation.background',
          wholeNumber(draft.background, 0),
          'It must be the number of a class, from 0, or nothing.',
        )
      : undefined,
    activation: isOf('activation') ? activation : undefined,
    prototypes: isOf('prototypes') ? given(draft.prototypes) : undefined,
    coefficients: isOf('coefficients')
      ? need(
          'segmentation.coefficients',
          wholeNumber(draft.coefficients, 1),
          'It must be 1 or more.',
        )
      : undefined,
    confidence: need('segmentation.confidence', numberIn(draft.confidence, 0, 1), ratio),
    iou: need('segmentation.iou', numberIn(draft.iou, 0, 1), ratio),
  })
}

export function readMade(
  { output, gives, layout, white, colours }: MadeDraft,
  need: Need,
): AuthorImage {
  const most = numberIn(white, Number.MIN_VALUE)
  return withoutGaps({
    output: given(output),
    gives,
    layout,
    white: need('image.white', most, 'It must be a number above 0, such as 1 or 255.'),
    colours,
  })
}

function stridesOf({ strides }: Pick<DetectionDraft, 'strides'>): readonly number[] | undefined {
  if (strides.trim() === '') return []
  const values = numbersOf(strides)
  return values?.every((value) => Number.isInteger(value) && value > 0) === true
    ? values
    : undefined
}

function given(name: string): string | undefined {
  return name.trim() === '' ? undefined : name.trim()
}

function names(raw: string, isList: boolean): string | readonly string[] | undefined {
  if (!isList) return given(raw)
  const list = raw
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return list.length === 0 ? undefined : list
}
