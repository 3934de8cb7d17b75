import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { FieldsProps } from './common-fields.tsx'
import type { ImageDraft } from './draft.ts'
import { LabelsField } from './labels-field.tsx'

type Choices<Name extends keyof ImageDraft> = readonly (readonly [ImageDraft[Name], string])[]

const channels: Choices<'channels'> = [
  ['3', '3, red, green and blue'],
  ['1', '1, shades of grey'],
]
const layouts: Choices<'layout'> = [
  ['NCHW', 'NCHW, channels first'],
  ['NHWC', 'NHWC, channels last'],
]
const rules: Choices<'resize'> = [
  ['exact', 'To exactly this size'],
  ['shorter-side', 'Shorter side, then crop'],
]
const filters: Choices<'filter'> = [
  ['nearest', 'Nearest'],
  ['box', 'Box'],
  ['bilinear', 'Bilinear'],
  ['hamming', 'Hamming'],
  ['bicubic', 'Bicubic'],
  ['lanczos', 'Lanczos'],
]
const outputs: Choices<'output'> = [
  ['logits', 'Scores (logits)'],
  ['probabilities', 'Probabilities'],
]

/** How a picture becomes a tensor, and what the answer means. */
export function ImageFields({ draft, markOf, problemOf, onChange }: FieldsProps<ImageDraft>) {
  const number = (name: 'width' | 'height' | 'shorterSide', label: string) => (
    <Field label={label} mark={markOf(`preprocessing.${name}`)} problem={problemOf(name)}>
      {(links) => (
        <NumberField
          {...links}
          min={1}
          inputMode="numeric"
          className="text-ink"
          value={draft[name]}
          isInvalid={problemOf(name) !== undefined}
          onChange={(raw) => onChange({ [name]: raw })}
        />
      )}
    </Field>
  )
  const words = (name: 'rescale' | 'mean' | 'std', label: string) => (
    <Field
      label={label}
      mark={markOf(`preprocessing.${name}`)}
      problem={problemOf(name)}
      className="max-sm:col-span-2"
    >
      {(links) => (
        <TextField
          {...links}
          inputMode="decimal"
          value={draft[name]}
          isInvalid={problemOf(name) !== undefined}
          onChange={(raw) => onChange({ [name]: raw })}
        />
      )}
    </Field>
  )
  const choice = <Name extends 'channels' | 'layout' | 'resize' | 'filter' | 'output'>(
    name: Name,
    label: string,
    options: Choices<Name>,
    guess = `preprocessing.${name}`,
  ) => (
    <Field label={label} mark={markOf(guess)} className="max-sm:col-span-2">
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
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {number('width', 'Width')}
        {number('height', 'Height')}
        {choice('channels', 'Channels', channels)}
        {choice('layout', 'Order', layouts)}
        {choice('resize', 'Resize', rules)}
        {draft.resize === 'shorter-side' && number('shorterSide', 'Shorter side')}
        {choice('filter', 'Filter', filters)}
        {words('rescale', 'Rescale by')}
        {words('mean', 'Mean')}
        {words('std', 'Standard deviation')}
        {choice('output', 'Output holds', outputs, 'output')}
      </div>
      <LabelsField
        value={draft.labels}
        mark={markOf('labels')}
        onChange={(labels) => onChange({ labels })}
      />
    </>
  )
}
