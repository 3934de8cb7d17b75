import type { FieldsProps } from './common-fields.tsx'
import type { Draft, EncoderDraft } from './draft.ts'
import { ChoiceField, CountField, ListField, type Choices } from './entry-fields.tsx'
import { LabelsField } from './labels-field.tsx'

const scores: Choices<EncoderDraft['scores']> = [
  ['softmax', 'One class (softmax)'],
  ['sigmoid', 'Each by itself (sigmoid)'],
]
const poolings: Choices<EncoderDraft['pooling']> = [
  ['mean', 'The mean of its tokens’'],
  ['first', 'Its first token’s'],
  ['last', 'Its last token’s'],
  ['none', 'As the graph gives it'],
]
const lengths: Choices<EncoderDraft['normalize']> = [
  ['no', 'As it is'],
  ['yes', 'Scaled to 1'],
]

interface EncoderFieldsProps extends FieldsProps<EncoderDraft> {
  task: Draft['task']
}

/** How long a text may be, and what becomes of what the model gives for it. */
export function EncoderFields({ task, draft, markOf, problemOf, onChange }: EncoderFieldsProps) {
  const entry = <Name extends keyof EncoderDraft>(name: Name) => ({
    value: draft[name],
    mark: markOf(name),
    onChange: (value: EncoderDraft[Name]) => onChange({ [name]: value }),
  })
  const typed = <Name extends 'maxTokens' | 'maskToken'>(name: Name) => ({
    ...entry(name),
    problem: problemOf(name),
  })

  return (
    <>
      <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
        <CountField label="Max tokens" {...typed('maxTokens')} />
        {task === 'text-classification' && (
          <ChoiceField label="What holds" options={scores} {...entry('scores')} />
        )}
        {task === 'fill-mask' && <ListField label="Mask" {...typed('maskToken')} />}
        {task === 'feature-extraction' && (
          <ChoiceField label="A text’s vector" options={poolings} {...entry('pooling')} />
        )}
        {task === 'feature-extraction' && (
          <ChoiceField label="Its length" options={lengths} {...entry('normalize')} />
        )}
      </div>
      {task === 'text-classification' && (
        <LabelsField
          value={draft.labels}
          mark={markOf('labels')}
          onChange={(labels) => onChange({ labels })}
        />
      )}
    </>
  )
}
