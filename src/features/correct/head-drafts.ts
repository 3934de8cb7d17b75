/** How a model writes its boxes, parts or pictures down, as the form shows it. Empty: as the graph looks. */
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { ColourOrder } from '../../core/pixels/picture.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import type {
  DetectionHead,
  DetectionThresholds,
  SegmentationHead,
} from '../../protocol/picture-manifests.ts'
import { detectionInWords, segmentationInWords } from '../../protocol/vitrine-heads.ts'

interface YoloDraft {
  readonly output: string
  readonly axes: 'values-first' | 'boxes-first'
  readonly objectness: 'yes' | 'no'
  /** Numbers between commas; empty: boxes are in pixels. */
  readonly strides: string
}

export interface DetectionDraft extends YoloDraft {
  readonly head: DetectionHead['kind'] | ''
  readonly logits: string
  /** Between commas where there may be two. */
  readonly boxes: string
  readonly scores: string
  readonly labels: string
  /** How the logits of `detr` become scores. */
  readonly become: 'softmax' | 'sigmoid'
  readonly order: 'xyxy' | 'yxyx'
  readonly unit: 'pixels' | 'relative'
  readonly firstLabel: string
  readonly confidence: string
  readonly iou: string
}

export interface SegmentationDraft extends YoloDraft {
  readonly head: SegmentationHead['kind'] | ''
  readonly layout: ImagePreprocessing['layout']
  /** Empty: no class is the background. */
  readonly background: string
  readonly activation: 'none' | 'sigmoid'
  readonly prototypes: string
  readonly coefficients: string
  readonly confidence: string
  readonly iou: string
}

export interface MadeDraft {
  readonly output: string
  readonly gives: 'picture' | 'depth'
  readonly layout: ImagePreprocessing['layout']
  readonly white: string
  readonly colours: ColourOrder
}

export function detectionDraftOf(manifest: Manifest): DetectionDraft {
  if (manifest.task !== 'object-detection') return usualDetection
  const { head, thresholds } = manifest
  const { boxes, scores, ...words } = detectionInWords(head)
  return {
    ...usualDetection,
    ...asTyped(words),
    boxes: [boxes ?? ''].flat().join(', '),
    scores: [scores ?? ''].flat().join(', '),
    ...(head.kind === 'detr' && { become: head.scores }),
    ...typed(thresholds),
  }
}

export function segmentationDraftOf(manifest: Manifest): SegmentationDraft {
  if (manifest.task !== 'image-segmentation') return usualSegmentation
  const { head, thresholds } = manifest
  return { ...usualSegmentation, ...asTyped(segmentationInWords(head)), ...typed(thresholds) }
}

export function madeDraftOf(manifest: Manifest): MadeDraft {
  if (manifest.task !== 'image-to-image') return usualMade
  const { name, white, ...rest } = manifest.output
  return { ...rest, output: name, white: String(white) }
}

/** Numbers and lists as they are typed. */
function asTyped(words: object): object {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'boolean'
        ? value
          ? 'yes'
          : 'no'
        : Array.isArray(value)
          ? value.join(', ')
          : String(value),
    ]),
  )
}

function typed({ confidence, iou }: DetectionThresholds) {
  return { confidence: String(confidence), iou: String(iou) }
}

const usualYolo = {
  output: '',
  axes: 'values-first',
  objectness: 'no',
  strides: '',
} as const satisfies YoloDraft

const usualDetection: DetectionDraft = {
  ...usualYolo,
  head: '',
  logits: '',
  boxes: '',
  scores: '',
  labels: '',
  become: 'softmax',
  order: 'xyxy',
  unit: 'pixels',
  firstLabel: '1',
  confidence: '0.25',
  iou: '0.45',
}

const usualSegmentation: SegmentationDraft = {
  ...usualYolo,
  head: '',
  layout: 'NCHW',
  background: '',
  activation: 'none',
  prototypes: '',
  coefficients: '32',
  confidence: '0.25',
  iou: '0.7',
}

const usualMade: MadeDraft = {
  output: '',
  gives: 'picture',
  layout: 'NCHW',
  white: '1',
  colours: 'RGB',
}
