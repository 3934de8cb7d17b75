import { detectionAnswer, type Thing } from '../../protocol/detection-json.ts'

export function detectionJson(things: readonly Thing[]): string {
  return JSON.stringify(detectionAnswer(things))
}

interface CocoContext {
  /** By class index. */
  readonly classes: readonly string[]
  /** Of the picture's file, where it has one. */
  readonly fileName: string
}

/**
 * A file of results as `pycocotools` reads them (cocodataset.org/#format-results): `bbox` is left, top, width and height
 * in pixels. `image_id` and `category_id` are what Ultralytics' validator writes.
 */
export function cocoJson(things: readonly Thing[], { classes, fileName }: CocoContext): string {
  const stem = fileName.replace(/\.[^.]*$/, '')
  const imageId = /^\d{1,15}$/.test(stem) ? Number(stem) : stem
  return JSON.stringify(
    things.map(({ class: index, score, left, top, right, bottom }) => ({
      image_id: imageId,
      category_id: categoryId(index, classes),
      bbox: [left, top, right - left, bottom - top].map((value) => rounded(value, 3)),
      score: rounded(score, 5),
    })),
  )
}

/** The numbers that the data set has no class for: 80 classes are counted up to 90. */
const gaps = [12, 26, 29, 30, 45, 66, 68, 69, 71, 83]

/** COCO's own number where the classes are COCO's, else counted from 1. */
function categoryId(index: number, classes: readonly string[]): number {
  // Detectors of the DETR family have COCO's own numbers already, gaps and all.
  if (classes[1] === 'person' && classes[90] === 'toothbrush') return index
  const id = index + 1
  if (classes.length !== 80 || classes[0] !== 'person' || classes[79] !== 'toothbrush') return id
  return gaps.reduce((moved, gap) => (gap <= moved ? moved + 1 : moved), id)
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
