import type { Manifest } from '../../protocol/manifest.ts'
import type { FieldsProps } from './common-fields.tsx'
import { ChoiceField, CountField, ListField, type Choices } from './entry-fields.tsx'
import type { DetectionDraft } from './head-drafts.ts'
import { OutputField } from './output-field.tsx'
import { detectionParts } from './read-heads.ts'
import { useOutputNames } from './use-output-names.ts'
import { axes, yesOrNo } from './yolo-choices.ts'

const heads: Choices<DetectionDraft['head']> = [
  ['', 'As the graph looks'],
  ['yolo', 'YOLO: rows of numbers'],
  ['end-to-end', 'Corners, score, class'],
  ['detr', 'DETR: logits and boxes'],
  ['ssd', 'SSD: scores and corners'],
  ['listed', 'Lists of boxes, scores, labels'],
  ['fastest-det', 'FastestDet'],
  ['yunet', 'YuNet (faces)'],
  ['blaze-face', 'BlazeFace'],
]
const becomes: Choices<DetectionDraft['become']> = [
  ['softmax', 'Softmax, the last is nothing'],
  ['sigmoid', 'Sigmoid, each by itself'],
]
const orders: Choices<DetectionDraft['order']> = [
  ['xyxy', 'Left, top, right, bottom'],
  ['yxyx', 'Top, left, bottom, right'],
]
const units: Choices<DetectionDraft['unit']> = [
  ['pixels', 'Pixels of the input'],
  ['relative', 'From 0 to 1'],
]

interface DetectionFieldsProps extends FieldsProps<DetectionDraft> {
  manifest: Manifest
}

/** How the boxes are written down, and where the sliders stand at first. */
export function DetectionFields({
  manifest,
  draft,
  markOf,
  problemOf,
  onChange,
}: DetectionFieldsProps) {
  const names = useOutputNames(manifest)
  const has = (name: keyof DetectionDraft) =>
    (detectionParts[draft.head] as readonly string[]).includes(name)
  const isList = draft.head === 'blaze-face'
  const entry = <Name extends keyof DetectionDraft>(name: Name) => ({
    value: draft[name],
    mark: markOf(name === 'become' ? 'scores' : `detection.${name}`),
    onChange: (value: DetectionDraft[Name]) => onChange({ [name]: value }),
  })
  const typed = <Name extends keyof DetectionDraft>(name: Name) => ({
    ...entry(name),
    problem: problemOf(`detection.${name}`),
  })
  const output = (name: 'output' | 'logits' | 'boxes' | 'scores' | 'labels', label: string) =>
    has(name) && <OutputField label={label} names={names} {...entry(name)} />

  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <ChoiceField label="Boxes are written as" options={heads} {...entry('head')} />
      {output('output', 'Output with the rows')}
      {output('logits', 'Output with the logits')}
      {!isList && output('boxes', 'Output with the boxes')}
      {!isList && output('scores', 'Output with the scores')}
      {output('labels', 'Output with the classes')}
      {isList && <ListField label="Outputs with the boxes" {...typed('boxes')} />}
      {isList && <ListField label="Outputs with the scores" {...typed('scores')} />}
      {has('axes') && <ChoiceField label="Axes" options={axes} {...entry('axes')} />}
      {has('objectness') && (
        <ChoiceField label="Objectness" options={yesOrNo} {...entry('objectness')} />
      )}
      {has('strides') && <ListField label="Strides of its grids" {...typed('strides')} />}
      {has('become') && (
        <ChoiceField label="Logits become scores by" options={becomes} {...entry('become')} />
      )}
      {has('order') && <ChoiceField label="Corners" options={orders} {...entry('order')} />}
      {has('unit') && <ChoiceField label="Measured in" options={units} {...entry('unit')} />}
      {has('firstLabel') && (
        <CountField label="Number of the first class" min={0} {...typed('firstLabel')} />
      )}
      <CountField label="Confidence from" min={0} step="0.05" {...typed('confidence')} />
      <CountField label="Overlap at most (IoU)" min={0} step="0.05" {...typed('iou')} />
    </div>
  )
}
