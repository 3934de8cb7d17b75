import type { Task } from '../../protocol/manifest.ts'
import type { FieldsProps } from './common-fields.tsx'
import { ChoiceField, CountField, ListField, type Choices } from './entry-fields.tsx'
import type { ImageDraft } from './image-draft.ts'
import { LabelsField } from './labels-field.tsx'

const channels: Choices<ImageDraft['channels']> = [
  ['3', '3, red, green and blue'],
  ['1', '1, shades of grey'],
]
const colours: Choices<ImageDraft['colours']> = [
  ['RGB', 'RGB, red first'],
  ['BGR', 'BGR, blue first (OpenCV)'],
]
const layouts: Choices<ImageDraft['layout']> = [
  ['NCHW', 'NCHW, channels first'],
  ['NHWC', 'NHWC, channels last'],
]
const rules: Choices<ImageDraft['resize']> = [
  ['exact', 'To exactly this size'],
  ['shorter-side', 'Shorter side, then crop'],
  ['fit', 'To fit in, then fill up'],
  ['within', 'Shorter side, any shape'],
]
const anchors: Choices<ImageDraft['anchor']> = [
  ['centre', 'In the centre'],
  ['top-left', 'Top left'],
]
const filters: Choices<ImageDraft['filter']> = [
  ['nearest', 'Nearest'],
  ['box', 'Box'],
  ['bilinear', 'Bilinear'],
  ['hamming', 'Hamming'],
  ['bicubic', 'Bicubic'],
  ['lanczos', 'Lanczos'],
]
const outputs: Choices<ImageDraft['output']> = [
  ['logits', 'Scores (logits)'],
  ['probabilities', 'Probabilities'],
]
const scores: Choices<ImageDraft['scores']> = [
  ['softmax', 'One class (softmax)'],
  ['sigmoid', 'Each by itself (sigmoid)'],
]

interface ImageFieldsProps extends FieldsProps<ImageDraft> {
  task: Task
}

/** How a picture becomes a tensor, and what a classifier's answer means. */
export function ImageFields({ task, draft, markOf, problemOf, onChange }: ImageFieldsProps) {
  const { resize } = draft
  const isClassifier = task === 'image-classification'
  const entry = <Name extends keyof ImageDraft>(name: Name, guess = `preprocessing.${name}`) => ({
    value: draft[name],
    mark: markOf(guess),
    problem: problemOf(name),
    onChange: (value: ImageDraft[Name]) => onChange({ [name]: value }),
  })
  const chosen = <Name extends keyof ImageDraft>(name: Name, guess?: string) => {
    const { problem: _, ...rest } = entry(name, guess)
    return rest
  }

  return (
    <>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <CountField label="Width" {...entry('width')} />
        <CountField label="Height" {...entry('height')} />
        <ChoiceField label="Channels" options={channels} {...chosen('channels')} />
        {draft.channels === '3' && (
          <ChoiceField label="Colours" options={colours} {...chosen('colours')} />
        )}
        <ChoiceField label="Order" options={layouts} {...chosen('layout')} />
        <ChoiceField label="Resize" options={rules} {...chosen('resize')} />
        {(resize === 'shorter-side' || resize === 'within') && (
          <CountField label="Shorter side" {...entry('shorterSide')} />
        )}
        {resize === 'within' && <CountField label="Longer side at most" {...entry('longerSide')} />}
        {resize === 'fit' && <ChoiceField label="Place" options={anchors} {...chosen('anchor')} />}
        {resize === 'fit' && <CountField label="Fill up with grey" min={0} {...entry('pad')} />}
        <ChoiceField label="Filter" options={filters} {...chosen('filter')} />
        <ListField label="Rescale by" {...entry('rescale')} />
        <ListField label="Mean" {...entry('mean')} />
        <ListField label="Standard deviation" {...entry('std')} />
        <ListField label="Behind transparent parts" {...entry('background')} />
        {isClassifier && (
          <ChoiceField label="Output holds" options={outputs} {...chosen('output', 'output')} />
        )}
        {isClassifier && (
          <ChoiceField label="What holds" options={scores} {...chosen('scores', 'scores')} />
        )}
        {isClassifier && draft.scores === 'sigmoid' && (
          <CountField label="Holds from" min={0} step="0.05" {...entry('threshold', 'threshold')} />
        )}
      </div>
      {task !== 'image-to-image' && (
        <LabelsField
          value={draft.labels}
          mark={markOf('labels')}
          onChange={(labels) => onChange({ labels })}
        />
      )}
    </>
  )
}
