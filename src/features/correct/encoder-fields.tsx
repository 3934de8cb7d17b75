import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { FieldsProps } from './common-fields.tsx'
import type { Draft, EncoderDraft } from './draft.ts'
import { LabelsField } from './labels-field.tsx'

type Choices<Name extends keyof EncoderDraft> = readonly (readonly [EncoderDraft[Name], string])[]

const scores: Choices<'scores'> = [
  ['softmax', 'One class (softmax)'],
  ['sigmoid', 'Each by itself (sigmoid)'],
]
const poolings: Choices<'pooling'> = [
  ['mean', 'The mean of its tokens’'],
  ['first', 'Its first token’s'],
  ['last', 'Its last token’s'],
  ['none', 'As the graph gives it'],
]
const lengths: Choices<'normalize'> = [
  ['no', 'As it is'],
  ['yes', 'Scaled to 1'],
]

interface EncoderFieldsProps extends FieldsProps<EncoderDraft> {
  task: Draft['task']
}

/** How long a text may be, and what becomes of what the model gives for it. */
export function EncoderFields({ task, draft, markOf, problemOf, onChange }: EncoderFieldsProps) {
  const choice = <Name extends 'scores' | 'pooling' | 'normalize'>(
    name: Name,
    label: string,
    options: Choices<Name>,
  ) => (
    <Field label={label} mark={markOf(name)} className="max-sm:col-span-2">
      {(links) => (
        <Select
          {...links}
          value={draft[name]}
          options={options}
          onChange={(next) => onChange({ [name]: next })}
        />
      )}
    </Field>
  )

  return (
    <>
      <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
        <Field label="Max tokens" mark={markOf('maxTokens')} problem={problemOf('maxTokens')}>
          {(links) => (
            <NumberField
              {...links}
              min={1}
              inputMode="numeric"
              className="text-ink"
              value={draft.maxTokens}
              isInvalid={problemOf('maxTokens') !== undefined}
              onChange={(raw) => onChange({ maxTokens: raw })}
            />
          )}
        </Field>
        {task === 'text-classification' && choice('scores', 'What holds', scores)}
        {task === 'fill-mask' && (
          <Field label="Mask" mark={markOf('maskToken')} problem={problemOf('maskToken')}>
            {(links) => (
              <TextField
                {...links}
                value={draft.maskToken}
                isInvalid={problemOf('maskToken') !== undefined}
                onChange={(next) => onChange({ maskToken: next })}
              />
            )}
          </Field>
        )}
        {task === 'feature-extraction' && choice('pooling', 'A text’s vector', poolings)}
        {task === 'feature-extraction' && choice('normalize', 'Its length', lengths)}
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
