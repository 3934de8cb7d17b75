import { aroundCentre, createCollector, withPoints } from './collector.ts'
import type { FoundBoxes, HeadInput, HeadReader } from './head.ts'
import { readTable } from './read-table.ts'
import { yoloGrid } from './yolo-grid.ts'

const strides = [8, 16, 32]
const parts = ['cls', 'obj', 'bbox', 'kps'] as const

/** Right eye, left eye, tip of the nose, right and left corner of the mouth: right as the person would say. */
const pointCount = 5

/** YuNet, as `postProcess` of OpenCV's modules/objdetect/src/face_detect.cpp. */
export function yunetReader(): HeadReader {
  const outputs = strides.flatMap((stride) => parts.map((part) => `${part}_${stride}`))
  return { outputs, suppressed: false, read: readYunet }
}

function readYunet(given: HeadInput): FoundBoxes {
  const grid = yoloGrid(strides, given)
  const [cls, obj, box, points] = [
    columns('cls', 1),
    columns('obj', 1),
    columns('bbox', 4),
    columns('kps', 10),
  ]
  const collector = createCollector()
  for (const [row, { column, row: line, stride }] of grid.entries()) {
    const score = Math.sqrt(clamp(cls[row]!) * clamp(obj[row]!))
    const [x = 0, y = 0, width = 0, height = 0] = box.subarray(row * 4, row * 4 + 4)
    const corners = aroundCentre(
      (column + x) * stride,
      (line + y) * stride,
      Math.exp(width) * stride,
      Math.exp(height) * stride,
    )
    collector.add(row, 0, score, corners)
  }
  const found = withPoints(collector.best(), pointCount, (row) => {
    const { column, row: line, stride } = grid[row]!
    const own = points.subarray(row * pointCount * 2, (row + 1) * pointCount * 2)
    return own.map((value, i) => (value + (i % 2 === 0 ? column : line)) * stride)
  })
  return { ...found, classes: 1 }

  /** One part for all cells, stride after stride. */
  function columns(part: (typeof parts)[number], width: number): Float32Array {
    const whole = new Float32Array(grid.length * width)
    let start = 0
    for (const stride of strides) {
      const rows = yoloGrid([stride], given).length
      const { data } = readTable(given, `${part}_${stride}`, [rows, width], 'one row for each cell')
      whole.set(data, start)
      start += data.length
    }
    return whole
  }
}

function clamp(score: number): number {
  return Math.min(Math.max(score, 0), 1)
}
