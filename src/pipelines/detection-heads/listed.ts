import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { createCollector } from './collector.ts'
import type { FoundBoxes, HeadInput, HeadReader } from './head.ts'
import { checkScore, readFloats, readTable } from './read-table.ts'

type Listed = Extract<DetectionHead, { kind: 'listed' }>

/**
 * What the graph has found and thinned out itself: torchvision's `postprocess_detections` (corners in pixels, x first,
 * labels from 1) and the detection API of TensorFlow (corners in 0..1, y first, filled up with boxes of score 0).
 */
export function listedReader(head: Listed): HeadReader {
  return {
    outputs: [head.boxes, head.scores, head.labels],
    suppressed: true,
    read: (given) => readListed(head, given),
  }
}

function readListed(head: Listed, given: HeadInput): FoundBoxes {
  const { rows, data } = readTable(given, head.boxes, ['*', 4], 'four corners for each box')
  const column = (name: string) => readFloats(given, name, [rows], 'one number for each box').data
  const scores = column(head.scores)
  const labels = column(head.labels)
  const [across, down] = head.unit === 'pixels' ? [1, 1] : [given.width, given.height]
  const collector = createCollector()
  for (let row = 0; row < rows; row++) {
    checkScore(head.scores, scores[row]!)
    const [a = 0, b = 0, c = 0, d = 0] = data.subarray(row * 4, row * 4 + 4)
    const [left, top, right, bottom] = head.order === 'xyxy' ? [a, b, c, d] : [b, a, d, c]
    const box = [left * across, top * down, right * across, bottom * down] as const
    collector.add(row, Math.round(labels[row]!) - head.firstLabel, scores[row]!, box)
  }
  return collector.best()
}
