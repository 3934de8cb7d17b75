import { parseNumber } from '../../core/tensors/number-range.ts'
import type { DetectionHead, DetectionThresholds } from '../../protocol/picture-manifests.ts'

/** Where the sliders begin and end. The worker gives no box below 5 %. */
export const confidenceRange = { min: 0.05, max: 0.95, isWhole: false } as const
export const iouRange = { min: 0.05, max: 0.95, isWhole: false } as const

/** The sliders as they travel behind the "#" of an address; pictures stay where they are. */
export function writeShared(
  { confidence, iou }: DetectionThresholds,
  hasIou: boolean,
): URLSearchParams {
  const state = new URLSearchParams({ confidence: String(confidence) })
  if (hasIou) state.set('iou', String(iou))
  return state
}

/** What an address says; what will not do is as the export wants it. */
export function readShared(
  state: URLSearchParams,
  usual: DetectionThresholds,
): DetectionThresholds {
  return {
    confidence:
      parseNumber(confidenceRange, state.get('confidence') ?? '') ??
      within(confidenceRange, usual.confidence),
    iou: parseNumber(iouRange, state.get('iou') ?? '') ?? within(iouRange, usual.iou),
  }
}

/** Whether a graph of this kind gives each thing once, before a result says so itself. */
export function isSuppressedBy({ kind }: DetectionHead): boolean {
  return kind === 'end-to-end' || kind === 'detr' || kind === 'listed'
}

function within({ min, max }: { min: number; max: number }, value: number): number {
  return Math.min(max, Math.max(min, value))
}
