import type { Size } from '../pixels/crop-window.ts'
import type { Placement } from '../pixels/preprocess.ts'

/** Boxes with a score and a class each, in columns: a thousand of them cross to the page as three arrays. */
export interface BoxSet {
  /** Four for each box: left, top, right, bottom. */
  readonly corners: Float32Array
  /** 0 to 1. */
  readonly scores: Float32Array
  /** Indices of classes. */
  readonly classes: Int32Array
  /** Marked places on each box, such as eyes and nose of a face: x and y, one after the other. */
  readonly points?: { readonly perBox: number; readonly xy: Float32Array }
}

/**
 * How much of what two boxes cover together both of them cover: 0 to 1, and 0 where one of them has no area.
 * @param first, second places among the boxes
 */
export function intersectionOverUnion(corners: Float32Array, first: number, second: number) {
  const [a, b] = [first * 4, second * 4]
  const wide = Math.min(corners[a + 2]!, corners[b + 2]!) - Math.max(corners[a]!, corners[b]!)
  const high =
    Math.min(corners[a + 3]!, corners[b + 3]!) - Math.max(corners[a + 1]!, corners[b + 1]!)
  if (!(wide > 0 && high > 0)) return 0
  const shared = wide * high
  return shared / (boxArea(corners, first) + boxArea(corners, second) - shared)
}

/** NaN as soon as one of its corners is. */
export function boxArea(corners: Float32Array, box: number): number {
  const at = box * 4
  const wide = corners[at + 2]! - corners[at]!
  const high = corners[at + 3]! - corners[at + 1]!
  return Math.max(wide, 0) * Math.max(high, 0)
}

/** The boxes at these places, in that order. */
export function pickBoxes(
  { corners, scores, classes, points }: BoxSet,
  places: ArrayLike<number>,
): BoxSet {
  const picked = {
    corners: pickRows(corners, 4, places),
    scores: pickRows(scores, 1, places),
    classes: Int32Array.from(places, (place) => classes[place]!),
  }
  if (points === undefined) return picked
  const { perBox, xy } = points
  return { ...picked, points: { perBox, xy: pickRows(xy, perBox * 2, places) } }
}

function pickRows(values: Float32Array, width: number, places: ArrayLike<number>): Float32Array {
  const rows = new Float32Array(places.length * width)
  for (let i = 0; i < places.length; i++) {
    const start = places[i]! * width
    rows.set(values.subarray(start, start + width), i * width)
  }
  return rows
}

/**
 * From pixels of the tensor to those of the picture. What reaches beyond the picture is cut off, and boxes of which
 * nothing remains are left out; points stay where they are.
 */
export function boxesInPicture(boxes: BoxSet, placement: Placement, picture: Size): BoxSet {
  const across = picture.width / placement.width
  const down = picture.height / placement.height
  const toX = (x: number) => (x - placement.left) * across
  const toY = (y: number) => (y - placement.top) * down
  const corners = boxes.corners.map((value, i) =>
    i % 2 === 0
      ? Math.min(Math.max(toX(value), 0), picture.width)
      : Math.min(Math.max(toY(value), 0), picture.height),
  )
  const moved = {
    ...boxes,
    corners,
    ...(boxes.points !== undefined && {
      points: {
        ...boxes.points,
        xy: boxes.points.xy.map((value, i) => (i % 2 === 0 ? toX(value) : toY(value))),
      },
    }),
  }
  const visible = [...boxes.scores.keys()].filter((box) => boxArea(corners, box) > 0)
  return visible.length === boxes.scores.length ? moved : pickBoxes(moved, visible)
}
