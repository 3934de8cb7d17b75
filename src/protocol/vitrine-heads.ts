/** What a manifest says of its outputs, as `vitrine.json` says it: without nesting. */
import type {
  DetectionHead,
  DetectionThresholds,
  ImageToImageManifest,
  SegmentationHead,
} from './picture-manifests.ts'
import type { AuthorDetection, AuthorImage, AuthorSegmentation } from './vitrine-json.ts'

/** How logits of `detr` become scores stands in `scores` beside it. */
export function detectionInWords(
  head: DetectionHead,
  thresholds?: DetectionThresholds,
): AuthorDetection {
  if (head.kind === 'detr') {
    const { logits, boxes } = head
    return { head: 'detr', logits, boxes, ...thresholds }
  }
  const { kind, ...rest } = head
  if ('coefficients' in rest) {
    const { coefficients: _, ...yolo } = rest
    return { head: kind, ...yolo, ...thresholds }
  }
  return { head: kind, ...rest, ...thresholds }
}

export function segmentationInWords(
  head: SegmentationHead,
  thresholds?: DetectionThresholds,
): AuthorSegmentation {
  if (head.kind !== 'instances') {
    const { kind, ...rest } = head
    return { head: kind, ...rest, ...thresholds }
  }
  const { kind: _, ...boxes } = head.boxes
  return { head: 'instances', ...boxes, prototypes: head.prototypes, ...thresholds }
}

export function imageInWords({ name, ...rest }: ImageToImageManifest['output']): AuthorImage {
  return { output: name, ...rest }
}
