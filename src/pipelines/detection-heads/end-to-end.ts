import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { createCollector } from './collector.ts'
import type { HeadReader } from './head.ts'
import { checkScore, readTable } from './read-table.ts'

type EndToEnd = Extract<DetectionHead, { kind: 'end-to-end' }>

/**
 * What Ultralytics exports with `nms=True`, and YOLOv10 by itself: left, top, right, bottom, score, class; rows that are
 * not needed have the score 0. Read as `non_max_suppression` of its utils/ops.py does where it finds six columns.
 */
export function endToEndReader({ output }: EndToEnd): HeadReader {
  return {
    outputs: [output],
    suppressed: true,
    read(given) {
      const { rows, data } = readTable(given, output, ['*', 6], 'boxes of six numbers each')
      const collector = createCollector()
      for (let row = 0; row < rows; row++) {
        const numbers = data.subarray(row * 6, row * 6 + 6)
        const [left = 0, top = 0, right = 0, bottom = 0, score = 0, index = 0] = numbers
        checkScore(output, score)
        collector.add(row, Math.round(index), score, [left, top, right, bottom])
      }
      return collector.best()
    },
  }
}
