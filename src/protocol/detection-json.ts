import { keepBoxes } from '../core/boxes/nms.ts'
import type { DetectionThresholds } from './picture-manifests.ts'
import type { ObjectDetection } from './picture-tasks.ts'

/** What a model found at one place of a picture, in pixels of the upright picture. */
export interface Thing {
  /** Its row in the result: the same whatever the sliders say. */
  readonly id: number
  readonly class: number
  readonly name: string
  /** 0 to 1. */
  readonly score: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly points: readonly Point[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** No list is read beyond this, and no picture shows more. */
export const mostThings = 300

/** What the sliders leave of a result, best first; at most `mostThings`. */
export function thingsOf(
  result: ObjectDetection,
  { confidence, iou }: DetectionThresholds,
): readonly Thing[] {
  const { boxes, suppressed } = result
  // Where the graph gives each thing once, boxes that overlap are two things.
  const options = { confidence, iou: suppressed ? 1 : iou, most: mostThings }
  return Array.from(keepBoxes(boxes, options), (index) => thingAt(result, index))
}

function thingAt({ boxes, classes, image }: ObjectDetection, id: number): Thing {
  const { corners, scores, points } = boxes
  const index = boxes.classes[id] ?? 0
  const [left = 0, top = 0, right = 0, bottom = 0] = corners.subarray(4 * id, 4 * id + 4)
  const perBox = points?.perBox ?? 0
  return {
    id,
    class: index,
    name: classes[index] ?? `class_${index}`,
    score: scores[id] ?? 0,
    left: inside(left, image.width),
    top: inside(top, image.height),
    right: inside(right, image.width),
    bottom: inside(bottom, image.height),
    points: Array.from({ length: perBox }, (_, place) => ({
      x: points?.xy[2 * (id * perBox + place)] ?? 0,
      y: points?.xy[2 * (id * perBox + place) + 1] ?? 0,
    })),
  }
}

/** A model may say that something goes on beyond the picture's edge; there is nothing to see there. */
function inside(value: number, size: number): number {
  return Math.min(size, Math.max(0, value))
}

/** As the serving examples give predictions, with their boxes in pixels of the upright picture. */
export function detectionAnswer(things: readonly Thing[]) {
  const predictions = things.map(({ name, score, left, top, right, bottom, points }) => ({
    class: name,
    prob: rounded(score, 6),
    box: {
      left: rounded(left, 2),
      top: rounded(top, 2),
      right: rounded(right, 2),
      bottom: rounded(bottom, 2),
    },
    ...(points.length > 0 && {
      points: points.map(({ x, y }) => ({ x: rounded(x, 2), y: rounded(y, 2) })),
    }),
  }))
  return { predictions }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
