import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { aroundCentre, createCollector, leastScore } from './collector.ts'
import type { FoundBoxes, HeadInput, HeadReader } from './head.ts'
import { checkScore, readFloats, unsupported } from './read-table.ts'
import { yoloReader } from './yolo.ts'

type FastestDet = Extract<DetectionHead, { kind: 'fastest-det' }>

/**
 * FastestDet in both of its forms, told apart by the number of axes. `[1, 5 + classes, rows, columns]` is what its own
 * test.py exports: objectness, then the box as it comes out of the last layer, then the classes; read as
 * `handle_preds` of its utils/tool.py. `[1, cells, 5 + classes]` has the boxes made already, in pixels of the input,
 * and objectness after them, as in the model of onnxruntime-extensions: a YOLO without a grid.
 */
export function fastestDetReader({ output }: FastestDet): HeadReader {
  const made = yoloReader({ kind: 'yolo', output, axes: 'boxes-first', objectness: true })
  return {
    outputs: [output],
    suppressed: false,
    read: (given) =>
      given.outputs[output]?.dims.length === 4 ? readRaw(output, given) : made.read(given),
  }
}

function readRaw(output: string, given: HeadInput): FoundBoxes {
  const names = 'values, rows, columns'
  const { dims, data } = readFloats(given, output, ['*', '*', '*'], names)
  const [values = 0, high = 0, wide = 0] = dims
  const classes = values - 5
  if (classes < 1) {
    throw unsupported(
      `Its output “${output}” has ${values} numbers for each cell, too few for a class`,
    )
  }
  const cells = high * wide
  const at = (value: number, cell: number) => data[value * cells + cell]!
  const collector = createCollector()
  for (let cell = 0; cell < cells; cell++) {
    const anything = at(0, cell)
    checkScore(output, anything)
    if (anything < leastScore) continue
    let best = 0
    for (let i = 1; i < classes; i++) if (at(5 + i, cell) > at(5 + best, cell)) best = i
    checkScore(output, at(5 + best, cell))
    const box = aroundCentre(
      ((Math.tanh(at(1, cell)) + (cell % wide)) / wide) * given.width,
      ((Math.tanh(at(2, cell)) + Math.floor(cell / wide)) / high) * given.height,
      given.width / (1 + Math.exp(-at(3, cell))),
      given.height / (1 + Math.exp(-at(4, cell))),
    )
    collector.add(cell, best, anything * at(5 + best, cell), box)
  }
  return { ...collector.best(), classes }
}
