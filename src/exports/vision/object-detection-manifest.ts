import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { DetectionHead, ObjectDetectionManifest } from '../../protocol/picture-manifests.ts'
import { detectionInWords } from '../../protocol/vitrine-heads.ts'
import { labelsOf } from '../class-labels.ts'
import { classesOfHead } from './head-classes.ts'
import { detectionHead } from './detection-head.ts'
import { invalid } from './invalid.ts'
import { hasOutputs } from './own-head.ts'
import { pictureBase, seePicture, tensorsInstead, type Given } from './picture-parts.ts'

const guessNote =
  'What its numbers mean and how pictures have to be prepared is a guess, because a graph does not say it. If the boxes look wrong, correct how they are written down, and the resizing.'
const unknownNote =
  'How its boxes are written down is not known here, so this one takes and gives plain tensors.'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function objectDetectionManifest(
  given: Given,
): Promise<ObjectDetectionManifest | TensorsManifest> {
  const { folder, author, found } = given
  const stated = found.image?.detection
  const atHand = await folder.graphAtHand(found.model)
  const own = stated && hasOutputs(atHand, detectionInWords(stated)) ? stated : undefined
  const wanted = author.detection?.head
  const isWhole = own !== undefined && (wanted === undefined || wanted === own.kind)
  const seen = await seePicture(given, 'object-detection', isWhole)
  if (typeof seen === 'string') return tensorsInstead(given, 'object-detection', [seen])
  const { guess, graph, image } = seen
  const head = detectionHead(author, own ?? guess?.head, {
    graph,
    size: image?.size ?? { width: undefined, height: undefined },
  })
  if (author.task === undefined && head === undefined) {
    return tensorsInstead(given, 'object-detection', [unknownNote])
  }
  if (head === undefined) {
    throw invalid('detection.head', 'it must be there, for the graph does not tell what boxes are')
  }
  const counts = classesOfHead(head, graph)
  const names = await labelsOf(folder, author, {
    model: found.model,
    labels: found.image?.labels,
    ...counts,
    usual: guess?.labels,
  })
  const thresholds = {
    ...usualThresholds,
    ...(own === undefined ? guess?.thresholds : found.image?.thresholds),
    ...said(author.detection),
  }
  const base = await pictureBase(given, seen, {
    guessNote,
    reasons: [...(guess === undefined ? [] : [guess.family]), ...names.reasons],
    notes: names.notes,
    guessed: [...(own === undefined ? keysOf(head) : []), ...names.guessed],
  })
  return {
    ...base,
    task: 'object-detection',
    head: fromFirst(head, names.labels, author.detection?.firstLabel),
    thresholds,
    labels: names.labels,
  }
}

const usualThresholds = { confidence: 0.25, iou: 0.45 }

export function said({ confidence, iou }: { confidence?: number; iou?: number } = {}) {
  return { ...(confidence !== undefined && { confidence }), ...(iou !== undefined && { iou }) }
}

function keysOf(head: DetectionHead): readonly string[] {
  const keys = Object.keys(detectionInWords(head)).map((key) => `detection.${key}`)
  return head.kind === 'detr' ? [...keys, 'scores'] : keys
}

/** TorchVision's own list of names begins with the background, which then is number 0. */
function fromFirst(
  head: DetectionHead,
  [first = '']: readonly string[],
  given: number | undefined,
): DetectionHead {
  return head.kind === 'listed' && given === undefined && /background/i.test(first)
    ? { ...head, firstLabel: 0 }
    : head
}
