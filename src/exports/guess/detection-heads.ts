/** Heads of several outputs: which output is which, told by names and shapes. */
import type { GraphValue } from '../../protocol/graph.ts'
import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { isFixed } from './guess-image.ts'

type Head<Kind extends DetectionHead['kind']> = Extract<DetectionHead, { kind: Kind }>

/** TensorFlow's exporters put the number of an output behind its name. */
export function plainName({ name }: GraphValue): string {
  return name.replace(/:\d+$/, '')
}

export function isYunet(outputs: readonly GraphValue[]): boolean {
  const names = new Set(outputs.map(({ name }) => name))
  return ['cls', 'obj', 'bbox', 'kps'].every((part) =>
    [8, 16, 32].every((stride) => names.has(`${part}_${stride}`)),
  )
}

/** 896 anchors with 16 numbers each: a box and six places on a face. */
export function blazeFace(outputs: readonly GraphValue[]): Head<'blaze-face'> | undefined {
  const rowsOf = (width: number) =>
    outputs
      .filter(({ dims }) => dims.length === 3 && dims[2] === width)
      .sort((one, other) => Number(other.dims[1]) - Number(one.dims[1]))
  const [scores, boxes] = [rowsOf(1), rowsOf(16)]
  const count = (rows: readonly GraphValue[]) =>
    rows.reduce((sum, { dims }) => sum + Number(dims[1]), 0)
  if (count(scores) !== 896 || count(boxes) !== 896 || scores.length !== boxes.length) {
    return undefined
  }
  const names = (rows: readonly GraphValue[]) => rows.map(({ name }) => name)
  return { kind: 'blaze-face', scores: names(scores), boxes: names(boxes) }
}

/** @param scores how the logits become scores; absent: told by how many there are */
export function detr(
  outputs: readonly GraphValue[],
  scores?: Head<'detr'>['scores'],
): Head<'detr'> | undefined {
  const logits = outputs.find((output) => /^(pred_)?logits$/.test(plainName(output)))
  const boxes = outputs.find((output) => /^pred_boxes$/.test(plainName(output)))
  if (logits === undefined || boxes === undefined) return undefined
  const columns = logits.dims[2]
  // Those that were trained on COCO without a class for "nothing" have 80 or 91.
  const guess = columns === 80 || columns === 91 ? 'sigmoid' : 'softmax'
  return { kind: 'detr', logits: logits.name, boxes: boxes.name, scores: scores ?? guess }
}

/** `detection_boxes` and so on as TensorFlow calls them; `boxes`, `labels`, `scores` as TorchVision's come out. */
export function listed(outputs: readonly GraphValue[]): Head<'listed'> | undefined {
  const named = (pattern: RegExp) => outputs.find((output) => pattern.test(plainName(output)))
  const [boxes, scores, labels] = [
    named(/^detection_boxes$/),
    named(/^detection_scores$/),
    named(/^detection_classes$/),
  ]
  if (boxes !== undefined && scores !== undefined && labels !== undefined) {
    return listOf(boxes, scores, labels, { order: 'yxyx', unit: 'relative' })
  }
  const corners = outputs.find(({ dims }) => dims.at(-1) === 4 && [2, 3].includes(dims.length))
  if (corners === undefined) return undefined
  const rank = corners.dims.length - 1
  const columns = outputs.filter(({ dims }) => dims.length === rank)
  const numbers = columns.find(({ type, name }) => /^int(32|64)$/.test(type) || /label/i.test(name))
  const floats = columns.find(
    ({ type, name }) => type.startsWith('float') && name !== numbers?.name,
  )
  if (numbers === undefined || floats === undefined) return undefined
  // TorchVision's have no batch, and are in pixels; those of the SSD of MLPerf have one, and are not.
  const unit = rank === 1 ? 'pixels' : 'relative'
  return listOf(corners, floats, numbers, { order: 'xyxy', unit })
}

function listOf(
  boxes: GraphValue,
  scores: GraphValue,
  labels: GraphValue,
  how: Pick<Head<'listed'>, 'order' | 'unit'>,
): Head<'listed'> {
  return {
    kind: 'listed',
    boxes: boxes.name,
    scores: scores.name,
    labels: labels.name,
    ...how,
    firstLabel: 1,
  }
}

/** As many scores as boxes, two classes or more. */
export function ssd(outputs: readonly GraphValue[]): Head<'ssd'> | undefined {
  const [one, other, ...more] = outputs.filter(({ dims }) => dims.length === 3)
  if (one === undefined || other === undefined || more.length > 0) return undefined
  if (one.dims[1] !== other.dims[1]) return undefined
  const isBoxes = ({ name, dims }: GraphValue) => dims[2] === 4 && !/score|cls|conf/i.test(name)
  const boxes = [one, other].find(isBoxes)
  const scores = boxes === one ? other : one
  // What is relative to anchors cannot be placed without them.
  if (boxes === undefined || /delta|offset|loc|reg/i.test(boxes.name)) return undefined
  const [, , classes] = scores.dims
  if (isFixed(classes) && classes < 2) return undefined
  return { kind: 'ssd', scores: scores.name, boxes: boxes.name }
}
