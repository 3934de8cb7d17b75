import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { createCollector } from './collector.ts'
import type { HeadReader } from './head.ts'
import { checkScore, readTable, unsupported } from './read-table.ts'

type Ssd = Extract<DetectionHead, { kind: 'ssd' }>

/**
 * SSD with its priors applied, such as UltraFace: as `predict` of run_video_face_detect_onnx.py in
 * Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB, where each class but the background is looked at by itself.
 */
export function ssdReader({ scores, boxes }: Ssd): HeadReader {
  return {
    outputs: [scores, boxes],
    suppressed: false,
    read(given) {
      const table = readTable(given, scores, ['*', '*'], 'a row of classes for each box')
      const { data } = readTable(
        given,
        boxes,
        [table.rows, 4],
        'four corners for each row of scores',
      )
      const { rows, columns } = table
      if (columns < 2)
        throw unsupported(`Its output “${scores}” has no class besides the background`)
      const { width, height } = given
      const collector = createCollector()
      for (let row = 0; row < rows; row++) {
        const [left = 0, top = 0, right = 0, bottom = 0] = data.subarray(row * 4, row * 4 + 4)
        const box = [left * width, top * height, right * width, bottom * height] as const
        for (let i = 1; i < columns; i++) {
          const score = table.data[row * columns + i]!
          checkScore(scores, score)
          collector.add(row, i, score, box)
        }
      }
      return { ...collector.best(), classes: columns, nothing: 'first' }
    },
  }
}
