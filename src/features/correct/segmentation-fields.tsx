import type { Manifest } from '../../protocol/manifest.ts'
import type { FieldsProps } from './common-fields.tsx'
import { ChoiceField, CountField, ListField, type Choices } from './entry-fields.tsx'
import type { SegmentationDraft } from './head-drafts.ts'
import { OutputField } from './output-field.tsx'
import { segmentationParts } from './read-heads.ts'
import { useOutputNames } from './use-output-names.ts'
import { axes, yesOrNo } from './yolo-choices.ts'

const heads: Choices<SegmentationDraft['head']> = [
  ['', 'As the graph looks'],
  ['semantic', 'One map a class'],
  ['instances', 'YOLO: boxes and prototypes'],
  ['matte', 'One map of the subject'],
]
const layouts: Choices<SegmentationDraft['layout']> = [
  ['NCHW', 'NCHW, map by map'],
  ['NHWC', 'NHWC, pixel by pixel'],
]
const activations: Choices<SegmentationDraft['activation']> = [
  ['none', 'Go from 0 to 1'],
  ['sigmoid', 'Are logits (sigmoid)'],
]

interface SegmentationFieldsProps extends FieldsProps<SegmentationDraft> {
  manifest: Manifest
}

/** How the parts of a picture are written down, and which of them are shown. */
export function SegmentationFields({
  manifest,
  draft,
  markOf,
  problemOf,
  onChange,
}: SegmentationFieldsProps) {
  const names = useOutputNames(manifest)
  const has = (name: keyof SegmentationDraft) =>
    (segmentationParts[draft.head] as readonly string[]).includes(name)
  const entry = <Name extends keyof SegmentationDraft>(name: Name) => ({
    value: draft[name],
    mark: markOf(`segmentation.${name}`),
    onChange: (value: SegmentationDraft[Name]) => onChange({ [name]: value }),
  })
  const typed = <Name extends keyof SegmentationDraft>(name: Name) => ({
    ...entry(name),
    problem: problemOf(`segmentation.${name}`),
  })

  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <ChoiceField label="Parts are written as" options={heads} {...entry('head')} />
      {has('output') && (
        <OutputField
          label={draft.head === 'instances' ? 'Output with the boxes' : 'Output with the maps'}
          names={names}
          {...entry('output')}
        />
      )}
      {has('prototypes') && (
        <OutputField label="Output with the prototypes" names={names} {...entry('prototypes')} />
      )}
      {has('layout') && (
        <ChoiceField label="Order of the maps" options={layouts} {...entry('layout')} />
      )}
      {has('background') && (
        <CountField label="Class of the background" min={0} {...typed('background')} />
      )}
      {has('activation') && (
        <ChoiceField label="Its values" options={activations} {...entry('activation')} />
      )}
      {has('axes') && <ChoiceField label="Axes" options={axes} {...entry('axes')} />}
      {has('objectness') && (
        <ChoiceField label="Objectness" options={yesOrNo} {...entry('objectness')} />
      )}
      {has('strides') && <ListField label="Strides of its grids" {...typed('strides')} />}
      {has('coefficients') && (
        <CountField label="Coefficients of a mask" {...typed('coefficients')} />
      )}
      {draft.head !== 'semantic' && (
        <CountField label="Confidence from" min={0} step="0.05" {...typed('confidence')} />
      )}
      {(draft.head === 'instances' || draft.head === '') && (
        <CountField label="Overlap at most (IoU)" min={0} step="0.05" {...typed('iou')} />
      )}
    </div>
  )
}
