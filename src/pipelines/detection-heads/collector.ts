import type { BoxSet } from '../../core/boxes/boxes.ts'
import { bestFirst } from '../../core/boxes/nms.ts'

/** Boxes below this are of no use to anybody: the page's slider ends here. */
export const leastScore = 0.05

/** More than this nobody looks at, and the page would have to compare each with each. */
const mostBoxes = 1000

export interface Collector {
  /** Left, top, right and bottom in pixels of the tensor. Does nothing for a score below 0.05 or a class below 0. */
  add(
    row: number,
    classIndex: number,
    score: number,
    corners: readonly [left: number, top: number, right: number, bottom: number],
  ): void
  /** The best of them, best first; of equal scores the one that was added first. */
  best(most?: number): { readonly boxes: BoxSet; readonly rows: Int32Array }
}

export function createCollector(): Collector {
  const rows: number[] = []
  const classes: number[] = []
  const scores: number[] = []
  const corners: (readonly [number, number, number, number])[] = []
  return {
    add(row, classIndex, score, box) {
      if (!(score >= leastScore) || classIndex < 0) return
      rows.push(row)
      classes.push(classIndex)
      scores.push(Math.min(score, 1))
      corners.push(box)
    },
    best(most = mostBoxes) {
      const places = bestFirst(scores, leastScore).subarray(0, Math.min(most, mostBoxes))
      const boxes = {
        corners: new Float32Array(places.length * 4),
        scores: Float32Array.from(places, (place) => scores[place]!),
        classes: Int32Array.from(places, (place) => classes[place]!),
      }
      for (const [i, place] of places.entries()) boxes.corners.set(corners[place]!, i * 4)
      return { boxes, rows: Int32Array.from(places, (place) => rows[place]!) }
    },
  }
}

/** The corners of a box that is given by its middle and its size. */
export function aroundCentre(
  x: number,
  y: number,
  width: number,
  height: number,
): [left: number, top: number, right: number, bottom: number] {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
}

/**
 * The points of those boxes, from the rows that they come from.
 * @param pointsOf x and y of each point of a row, one after the other
 */
export function withPoints(
  { boxes, rows }: { readonly boxes: BoxSet; readonly rows: Int32Array },
  perBox: number,
  pointsOf: (row: number) => ArrayLike<number>,
): { readonly boxes: BoxSet; readonly rows: Int32Array } {
  const xy = new Float32Array(rows.length * perBox * 2)
  for (const [i, row] of rows.entries()) xy.set(pointsOf(row), i * perBox * 2)
  return { boxes: { ...boxes, points: { perBox, xy } }, rows }
}
