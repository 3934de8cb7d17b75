import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { cocoNames, namesOf } from './coco-names.ts'
import { blazeFace, detr, isYunet, listed, ssd } from './detection-heads.ts'
import { isFixed } from './guess-image.ts'
import type { Detects } from './picture-guess.ts'
import { guessRows, type InputSize, type Rows } from './row-heads.ts'
import {
  bytes,
  exact,
  imageNet,
  letterboxed,
  signed,
  unsigned,
  yolox,
} from './usual-preprocessing.ts'

const face = { labels: ['face'], classes: 1 } as const

/** What a detector of things writes down, by the names and shapes of its outputs. Undefined when it is none. */
export function guessDetection(graph: GraphFacts, size: InputSize): Detects | undefined {
  const guess = guessSeveral(graph, size) ?? guessOne(graph, size)
  return guess && { task: 'object-detection', ...guess }
}

type Guess = Omit<Detects, 'task'>

function guessSeveral({ outputs }: GraphFacts, size: InputSize): Guess | undefined {
  if (isYunet(outputs)) {
    return {
      head: { kind: 'yunet' },
      family: 'faces as YuNet finds them',
      usual: {
        ...bytes,
        colours: 'BGR',
        resize: { mode: 'fit', anchor: 'top-left', pad: 0, rounding: 'nearest' },
      },
      thresholds: { confidence: 0.6, iou: 0.3 },
      ...face,
    }
  }
  const faces = blazeFace(outputs)
  if (faces !== undefined) {
    return {
      head: faces,
      family: 'faces as BlazeFace finds them, by 896 anchors',
      usual: { ...signed, resize: { mode: 'fit', anchor: 'centre', pad: 0 } },
      thresholds: { confidence: 0.75, iou: 0.3 },
      ...face,
    }
  }
  const queries = detr(outputs)
  if (queries !== undefined) {
    const columns = columnsOf(outputs, queries.logits)
    const classes = columns && (queries.scores === 'softmax' ? columns - 1 : columns)
    return {
      head: queries,
      family: 'logits and boxes for each query, as DETR gives them',
      usual: { ...imageNet, ...(isOpen(size) ? dynamic(800, 1333) : exact) },
      classes,
      labels: namesOf(classes),
      thresholds: { confidence: 0.5 },
    }
  }
  const list = listed(outputs)
  if (list !== undefined) {
    const isRelative = list.unit === 'relative'
    return {
      head: list,
      family: 'a list of boxes, scores and classes that the graph makes itself',
      usual: { ...(isRelative ? bytes : unsigned), ...(isOpen(size) ? dynamic(640, 1024) : exact) },
      thresholds: { confidence: 0.5 },
    }
  }
  return guessSsd(outputs)
}

/** The scale of the short side and the most for the long one. */
function dynamic(shorterSide: number, longerSide: number) {
  return {
    resize: { mode: 'within', shorterSide, longerSide },
    width: longerSide,
    height: shorterSide,
  } as const
}

function guessSsd(outputs: readonly GraphValue[]): Guess | undefined {
  const head = ssd(outputs)
  if (head === undefined) return undefined
  const columns = columnsOf(outputs, head.scores)
  // YOLO-NAS gives corners in pixels, and no background.
  if (columns === cocoNames.length) return undefined
  const isFace = columns === 2
  return {
    head,
    family: isFace
      ? 'faces as UltraFace finds them: a score for “nothing” and one for “face”, corners from 0 to 1'
      : 'scores and corners as SSD gives them, the first class being “nothing”',
    usual: { ...exact, ...bytes, mean: [127, 127, 127], std: [128, 128, 128] },
    classes: columns,
    ...(isFace && { labels: ['background', 'face'] }),
    thresholds: isFace ? { confidence: 0.7, iou: 0.3 } : { confidence: 0.5, iou: 0.45 },
  }
}

function guessOne(graph: GraphFacts, size: InputSize): Guess | undefined {
  const [output, ...more] = graph.outputs
  if (output === undefined || more.some(({ dims }) => dims.length === 3)) return undefined
  const rows = guessRows(output, size, graph) ?? fastestDetMaps(output, size)
  return rows && rowsGuess(rows, size)
}

/** FastestDet as its author exports it: objectness, four numbers of a box and COCO's 80 classes, in maps. */
function fastestDetMaps({ name, dims }: GraphValue, size: InputSize): Rows | undefined {
  const [, maps, height, width] = dims
  const isGrid = Number(height) * 16 === size.height && Number(width) * 16 === size.width
  if (dims.length !== 4 || maps !== 5 + cocoNames.length || !isGrid) return undefined
  return {
    head: { kind: 'fastest-det', output: name },
    classes: cocoNames.length,
    family: 'one box for each cell of 16 × 16 pixels, as FastestDet has it',
  }
}

export function rowsGuess(rows: Rows, size: InputSize): Guess {
  const { head, family, classes } = rows
  const sized = isOpen(size) ? { width: 640, height: 640 } : {}
  const common = { head, family, classes, labels: namesOf(classes) }
  if (head.kind === 'fastest-det') {
    // Its `test.py` gives the network what OpenCV reads.
    return {
      ...common,
      usual: { ...unsigned, ...exact, colours: 'BGR' },
      thresholds: { confidence: 0.3, iou: 0.45 },
    }
  }
  const isYolox = head.kind === 'yolo' && head.strides !== undefined
  return {
    ...common,
    usual: { ...(isYolox ? yolox : letterboxed), ...sized },
    thresholds: isYolox ? { confidence: 0.3, iou: 0.45 } : { confidence: 0.25, iou: 0.45 },
  }
}

export function isOpen({ width, height }: InputSize): boolean {
  return width === undefined || height === undefined
}

function columnsOf(outputs: readonly GraphValue[], name: string): number | undefined {
  const columns = outputs.find((output) => output.name === name)?.dims.at(-1)
  return isFixed(columns) ? columns : undefined
}
