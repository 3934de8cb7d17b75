/** Heads that are one output `[batch, a, b]` with a row of numbers for each place where a thing could be. */
import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import type { DetectionHead, YoloHead } from '../../protocol/picture-manifests.ts'
import { isFixed } from './guess-image.ts'

/** Of the model's input; undefined where the graph leaves it open. */
export interface InputSize {
  readonly width: number | undefined
  readonly height: number | undefined
}

export type RowHead = Extract<DetectionHead, { kind: 'yolo' | 'end-to-end' | 'fastest-det' }>

export interface Rows<Head extends RowHead = RowHead> {
  readonly head: Head
  readonly classes?: number
  /** Whose it looks like; a clause for people. */
  readonly family: string
}

const strides = [8, 16, 32] as const
const allStrides = [...strides, 64] as const

/** @param coefficients how many numbers at the end of a row belong to its mask */
export function guessRows(
  output: GraphValue,
  size: InputSize,
  graph: Pick<GraphFacts, 'operators'>,
  coefficients = 0,
): Rows | undefined {
  const [, first, second, ...more] = output.dims
  if (first === undefined || second === undefined || more.length > 0) return undefined
  const [a, b] = [first, second].map((dim) => (isFixed(dim) ? dim : undefined))
  const { name } = output
  // A map of the picture's own size.
  if (a !== undefined && a === size.height && b === size.width) return undefined
  const cells = cellsOf(size, [16])
  if (b === 6 && (a === undefined || a <= 1000) && a !== cells) {
    return {
      head: { kind: 'end-to-end', output: name },
      family: 'rows of corners, score and class, so overlapping boxes are gone already',
    }
  }
  if (a !== undefined && a === cells && b !== undefined && b > 5) {
    return {
      head: { kind: 'fastest-det', output: name },
      classes: b - 5,
      family: 'one row for each cell of 16 × 16 pixels, as FastestDet has it',
    }
  }
  const yolo = guessYolo(output, size, graph)
  if (yolo === undefined) return undefined
  const values = yolo.head.axes === 'values-first' ? a : b
  const rest = 4 + (yolo.head.objectness ? 1 : 0) + coefficients
  const classes = values === undefined ? undefined : values - rest
  if (classes !== undefined && classes < 1) return undefined
  return { ...yolo, ...(classes !== undefined && { classes }) }
}

/** How the rows of YOLO lie in an output, told by how many there are. Undefined when they cannot be such rows. */
export function guessYolo(
  { name, dims }: GraphValue,
  size: InputSize,
  { operators }: Pick<GraphFacts, 'operators'>,
): Rows<YoloHead> | undefined {
  const [, first, second] = dims
  const [a, b] = [first, second].map((dim) => (isFixed(dim) ? dim : undefined))
  const head = { kind: 'yolo', output: name } as const
  const old: Rows<YoloHead> = {
    head: { ...head, axes: 'boxes-first', objectness: true },
    family: 'boxes as YOLOv5 writes them, with the score of there being anything',
  }
  const recent: Rows<YoloHead> = {
    head: { ...head, axes: 'values-first', objectness: false },
    family: 'boxes as YOLOv8 and later write them',
  }
  for (const used of [strides, allStrides]) {
    const cells = cellsOf(size, used)
    if (cells === undefined) break
    if (b === cells) return recent
    if (a === 3 * cells) return old
    if (a !== cells) continue
    // A graph that takes exponents has decoded its boxes; YOLOv6 calls its output so, and has too.
    const isDecoded = operators.some((one) => one.name === 'Exp') || name === 'outputs'
    return isDecoded
      ? { ...old, family: 'boxes in pixels, with the score of there being anything' }
      : {
          head: { ...old.head, strides: used },
          family: 'boxes as YOLOX writes them, counted from the cells of its grids',
        }
  }
  if (a === undefined && b === undefined) return undefined
  const most = 4096
  if (a !== undefined && a <= most && (b === undefined || b > 4 * a)) return recent
  // So few rows are what is left when overlapping boxes are gone.
  const isAll = a === undefined || (a > 1000 && a > 4 * Number(b))
  if (b !== undefined && b <= most && isAll) return old
  return undefined
}

function cellsOf({ width, height }: InputSize, used: readonly number[]): number | undefined {
  if (width === undefined || height === undefined) return undefined
  return used
    .map((stride) => Math.round(width / stride) * Math.round(height / stride))
    .reduce((sum, cells) => sum + cells, 0)
}
