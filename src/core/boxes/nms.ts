import { intersectionOverUnion, type BoxSet } from './boxes.ts'

export interface KeepOptions {
  /** Boxes with a lower score are left out; 0 to 1. */
  readonly confidence: number
  /**
   * Of two boxes of one class whose intersection over union is greater than this, the one with the lower score goes.
   * With 1 none does: for what a graph has thinned out itself.
   */
  readonly iou: number
  /** At most so many are kept; all where nothing is said. */
  readonly most?: number
}

/**
 * Class-aware, greedy non-maximum suppression, as torchvision's `batched_nms`: which boxes to show, best first; of
 * equal scores the one with the lower index comes first. Boxes with a score or a corner that is no number are never
 * among them. A box without area overlaps with none.
 *
 * Quick enough to be called on every move of a slider: besides two short lists of indices it makes nothing.
 */
export function keepBoxes(
  { corners, scores, classes }: BoxSet,
  { confidence, iou, most = Infinity }: KeepOptions,
): number[] {
  const kept: number[] = []
  for (const box of bestFirst(scores, confidence)) {
    if (kept.length >= most) break
    if (isFiniteBox(corners, box) && !isCovered(box)) kept.push(box)
  }
  return kept

  function isCovered(box: number): boolean {
    if (iou >= 1) return false
    const left = corners[box * 4]!
    const right = corners[box * 4 + 2]!
    // Not `some`: a closure for each box makes this slow.
    for (let i = 0; i < kept.length; i++) {
      const other = kept[i]!
      // Most boxes stand side by side, and the rest need not be computed.
      if (corners[other * 4]! >= right || corners[other * 4 + 2]! <= left) continue
      if (classes[other] !== classes[box]) continue
      if (intersectionOverUnion(corners, other, box) > iou) return true
    }
    return false
  }
}

/** The indices of all scores from `least` on, highest first; of equal ones the lower index comes first. */
export function bestFirst(scores: ArrayLike<number>, least: number): Int32Array {
  const found = new Int32Array(scores.length)
  let count = 0
  let isSorted = true
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i]! >= least)) continue
    if (count > 0 && scores[i]! > scores[found[count - 1]!]!) isSorted = false
    found[count++] = i
  }
  const indices = found.subarray(0, count)
  return isSorted ? indices : indices.sort((a, b) => scores[b]! - scores[a]! || a - b)
}

function isFiniteBox(corners: Float32Array, box: number): boolean {
  const at = box * 4
  return Number.isFinite(corners[at]! + corners[at + 1]! + corners[at + 2]! + corners[at + 3]!)
}
