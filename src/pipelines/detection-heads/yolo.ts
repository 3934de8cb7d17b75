import type { YoloHead } from '../../protocol/picture-manifests.ts'
import { aroundCentre, createCollector, leastScore } from './collector.ts'
import type { HeadInput, HeadReader } from './head.ts'
import { checkScore, readTable, unsupported, type Table } from './read-table.ts'
import { yoloGrid, type Cell } from './yolo-grid.ts'

/**
 * YOLOv5, v8, v11 and YOLOX: a row for each box, of which the best class counts. As `non_max_suppression` of
 * Ultralytics' utils/ops.py without `multi_label`; the grid of YOLOX as `demo_postprocess` of its
 * yolox/utils/demo_utils.py.
 */
export function yoloReader(head: YoloHead): HeadReader {
  return { outputs: [head.output], suppressed: false, read: (given) => readYolo(head, given) }
}

function readYolo(head: YoloHead, given: HeadInput) {
  const { rows, classes, at } = openYoloRows(head, given)
  const grid = head.strides && yoloGrid(head.strides, given)
  if (grid && grid.length !== rows) {
    throw unsupported(
      `Its output “${head.output}” has ${rows} boxes, but a grid of ${given.width} × ${given.height} pixels with the strides ${head.strides?.join(', ')} has ${grid.length} cells`,
      'Correct “strides” in vitrine.json.',
    )
  }
  const firstClass = head.objectness ? 5 : 4
  const collector = createCollector()
  for (let row = 0; row < rows; row++) {
    const anything = head.objectness ? at(row, 4) : 1
    checkScore(head.output, anything)
    if (anything < leastScore) continue
    let best = 0
    for (let i = 1; i < classes; i++) {
      if (at(row, firstClass + i) > at(row, firstClass + best)) best = i
    }
    const score = at(row, firstClass + best)
    checkScore(head.output, score)
    if (anything * score < leastScore) continue
    const box = [at(row, 0), at(row, 1), at(row, 2), at(row, 3)] as const
    const [x, y, width, height] = grid ? inCell(box, grid[row]!) : box
    collector.add(row, best, anything * score, aroundCentre(x, y, width, height))
  }
  return { ...collector.best(), classes }
}

interface YoloRows {
  readonly rows: number
  readonly classes: number
  /** One of the numbers of a row. */
  at(row: number, value: number): number
}

/**
 * The rows of such an output, whichever way round they lie.
 *
 * Throws `export-unsupported` where there is no place for a class, or where the other way round would fit the
 * names of the classes, and this one does not.
 */
export function openYoloRows(head: YoloHead, given: HeadInput): YoloRows {
  const { output, axes, objectness, coefficients = 0 } = head
  const names = axes === 'values-first' ? 'values, then boxes' : 'boxes, then values'
  const table: Table = readTable(given, output, ['*', '*'], names)
  const isValuesFirst = axes === 'values-first'
  const [values, rows] = isValuesFirst ? [table.rows, table.columns] : [table.columns, table.rows]
  const others = (objectness ? 5 : 4) + coefficients
  const classes = values - others
  const isOtherWay = given.labels > 0 && classes !== given.labels && rows - others === given.labels
  if (classes < 1 || isOtherWay) {
    const other = isValuesFirst ? 'boxes-first' : 'values-first'
    throw unsupported(
      `Its output “${output}” is ${table.rows} × ${table.columns}: read as ${names} it has ${values} numbers a box, which leaves ${Math.max(classes, 0)} classes`,
      `Set “axes” to “${other}” in vitrine.json.`,
    )
  }
  const { data } = table
  return {
    rows,
    classes,
    at: isValuesFirst
      ? (row, value) => data[value * rows + row]!
      : (row, value) => data[row * values + value]!,
  }
}

function inCell(
  [x, y, width, height]: readonly [number, number, number, number],
  { column, row, stride }: Cell,
): [number, number, number, number] {
  return [
    (x + column) * stride,
    (y + row) * stride,
    Math.exp(width) * stride,
    Math.exp(height) * stride,
  ]
}
