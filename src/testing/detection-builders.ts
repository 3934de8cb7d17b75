import type { BoxSet } from '../core/boxes/boxes.ts'
import type { ObjectDetectionManifest } from '../protocol/picture-manifests.ts'
import type { ObjectDetection } from '../protocol/picture-tasks.ts'
import { buildClassification, buildPictures } from './builders.ts'

export function buildDetector(
  parts: Partial<ObjectDetectionManifest> = {},
): ObjectDetectionManifest {
  const { labels: _labels, output: _output, examples: _examples, ...base } = buildPictures()
  return {
    ...base,
    id: 'street',
    title: 'What is where?',
    description: 'Finds people, dogs and cars.',
    base: 'models/street/',
    task: 'object-detection',
    labels: ['person', 'dog', 'car'],
    head: { kind: 'yolo', output: 'output0', axes: 'values-first', objectness: false },
    thresholds: { confidence: 0.25, iou: 0.45 },
    examples: [{ title: 'Street', image: 'examples/street.jpg' }],
    ...parts,
  }
}

/** A box as tests write it down. */
export interface BuiltBox {
  readonly class: number
  readonly score: number
  /** left, top, right, bottom in pixels of the picture. */
  readonly corners: readonly [number, number, number, number]
}

export function buildBoxes(boxes: readonly BuiltBox[]): BoxSet {
  return {
    corners: new Float32Array(boxes.flatMap(({ corners }) => corners)),
    scores: new Float32Array(boxes.map(({ score }) => score)),
    classes: new Int32Array(boxes.map((box) => box.class)),
  }
}

/** On a picture of 640 × 480: two persons, one of them found twice, a dog, and a car that is hardly one. */
export const streetBoxes: readonly BuiltBox[] = [
  { class: 0, score: 0.9, corners: [100, 100, 200, 400] },
  { class: 0, score: 0.8, corners: [105, 100, 205, 400] },
  { class: 1, score: 0.7, corners: [300, 250, 400, 350] },
  { class: 0, score: 0.5, corners: [450, 100, 550, 400] },
  { class: 2, score: 0.1, corners: [0, 0, 640, 480] },
]

export function buildDetection(
  parts: Partial<Omit<ObjectDetection, 'boxes'>> & { boxes?: readonly BuiltBox[] } = {},
): ObjectDetection {
  const { predictions: _predictions, ...base } = buildClassification()
  return {
    ...base,
    suppressed: false,
    classes: ['person', 'dog', 'car'],
    ...parts,
    boxes: buildBoxes(parts.boxes ?? streetBoxes),
  }
}
