import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { aroundCentre, createCollector, withPoints } from './collector.ts'
import type { FoundBoxes, HeadInput, HeadReader } from './head.ts'
import { readTable, unsupported } from './read-table.ts'

type BlazeFace = Extract<DetectionHead, { kind: 'blaze-face' }>

/** Two anchors in each of 16 × 16 cells, then six in each of 8 × 8, in the middle of the cell and as large as the picture. */
const anchorCount = 16 * 16 * 2 + 8 * 8 * 6
const clip = 100

/** Both eyes, nose, mouth, both ears; the person's right ones come first. */
const pointCount = 6

/**
 * BlazeFace of MediaPipe's short range (128 pixels) and old back camera (256 pixels), as its `SsdAnchorsCalculator` and
 * `TensorsToDetectionsCalculator` with the options of face_detection_short_range.pbtxt; also `_decode_boxes` of
 * hollance/BlazeFace-PyTorch. Its way of blending overlapping boxes is left out: the best one is kept as it is.
 */
export function blazeFaceReader(head: BlazeFace): HeadReader {
  return {
    outputs: [...head.scores, ...head.boxes],
    suppressed: false,
    read: (given) => readBlazeFace(head, given),
  }
}

function readBlazeFace(head: BlazeFace, given: HeadInput): FoundBoxes {
  const scores = joined(given, head.scores, 1)
  const values = joined(given, head.boxes, 16)
  const { width, height } = given
  const collector = createCollector()
  for (const [row, logit] of scores.entries()) {
    const score = 1 / (1 + Math.exp(-Math.min(Math.max(logit, -clip), clip)))
    const { x, y } = anchor(row)
    const [left = 0, top = 0, wide = 0, high = 0] = values.subarray(row * 16, row * 16 + 4)
    collector.add(row, 0, score, aroundCentre(left + x * width, top + y * height, wide, high))
  }
  const found = withPoints(collector.best(), pointCount, (row) => {
    const { x, y } = anchor(row)
    const own = values.subarray(row * 16 + 4, row * 16 + 16)
    return own.map((value, i) => value + (i % 2 === 0 ? x * width : y * height))
  })
  return { ...found, classes: 1 }
}

/** Its middle, in 0..1. */
function anchor(row: number): { readonly x: number; readonly y: number } {
  const [side, cell] = row < 512 ? [16, row >> 1] : [8, Math.floor((row - 512) / 6)]
  return { x: ((cell % side) + 0.5) / side, y: (Math.floor(cell / side) + 0.5) / side }
}

/** The rows of several outputs, one after the other. */
function joined(given: HeadInput, names: readonly string[], width: number): Float32Array {
  const parts = names.map(
    (name) => readTable(given, name, ['*', width], 'a row for each anchor').data,
  )
  const rows = parts.reduce((sum, { length }) => sum + length / width, 0)
  if (rows !== anchorCount) {
    const all = names.map((name) => `“${name}”`).join(' and ')
    throw unsupported(`There are ${rows} rows in ${all}, but BlazeFace has ${anchorCount} anchors`)
  }
  const whole = new Float32Array(rows * width)
  let start = 0
  for (const part of parts) {
    whole.set(part, start)
    start += part.length
  }
  return whole
}
