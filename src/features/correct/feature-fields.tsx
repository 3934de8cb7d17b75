import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import type { FieldsProps } from './common-fields.tsx'
import { ChoiceField, ListField, type Choices } from './entry-fields.tsx'
import type { FeatureDraft } from './table-draft.ts'

const kinds: Choices<FeatureDraft['kind']> = [
  ['number', 'A number'],
  ['integer', 'A whole number'],
  ['boolean', 'Yes or no'],
  ['choice', 'One of a few'],
  ['text', 'Text'],
]
const truths: Choices<'' | 'true' | 'false'> = [
  ['', 'Open'],
  ['true', 'Yes'],
  ['false', 'No'],
]
const missing: Choices<FeatureDraft['mayBeMissing']> = [
  ['no', 'Must be there'],
  ['yes', 'May be missing'],
]

interface FeatureFieldsProps extends Omit<FieldsProps<FeatureDraft>, 'markOf'> {
  /** From 1. */
  number: number
  onRemove(): void
}

/** What a column is called, and what can stand in it. */
export function FeatureFields(props: FeatureFieldsProps) {
  const { number, draft, problemOf, onChange, onRemove } = props
  const { id, kind } = draft
  const typed = (name: Exclude<keyof FeatureDraft, 'id' | 'kind' | 'mayBeMissing'>) => ({
    value: draft[name],
    mark: undefined,
    problem: problemOf(`features.${id}.${name}`),
    onChange: (value: string) => onChange({ [name]: value }),
  })
  const isNumber = kind === 'number' || kind === 'integer'
  return (
    <fieldset className="min-w-0 rounded-xl border border-line px-4 pt-2 pb-4">
      <legend className="px-1 text-note text-muted">Feature {number}</legend>
      <div className="grid grid-cols-2 items-start gap-4 lg:grid-cols-4">
        <ListField label="Name" {...typed('name')} />
        <ListField label="Shown as" {...typed('title')} />
        <ChoiceField
          label="What it is"
          options={kinds}
          value={kind}
          mark={undefined}
          onChange={(next) => onChange({ kind: next })}
        />
        <ChoiceField
          label="In a row"
          options={missing}
          value={draft.mayBeMissing}
          mark={undefined}
          onChange={(mayBeMissing) => onChange({ mayBeMissing })}
        />
        {isNumber && <ListField label="Unit" {...typed('unit')} />}
        {isNumber && <NumberEntry label="Least" {...typed('min')} />}
        {isNumber && <NumberEntry label="Most" {...typed('max')} />}
        {isNumber && <NumberEntry label="Step" {...typed('step')} />}
        {kind === 'choice' && <Lines label="Choices, one a line" {...typed('choices')} />}
        {isNumber && <NumberEntry label="At first" {...typed('default')} />}
        {kind === 'boolean' && (
          <ChoiceField
            label="At first"
            options={truths}
            mark={undefined}
            value={truths.find(([value]) => value === draft.default)?.[0] ?? ''}
            onChange={(value) => onChange({ default: value })}
          />
        )}
        {(kind === 'choice' || kind === 'text') && (
          <ListField label="At first" {...typed('default')} />
        )}
      </div>
      <div className="mt-4">
        <Button onClick={onRemove}>
          Remove<span className="sr-only"> feature {number}</span>
        </Button>
      </div>
    </fieldset>
  )
}

interface EntryProps {
  label: string
  value: string
  problem: string | undefined
  onChange(value: string): void
}

function NumberEntry({ label, problem, value, onChange }: EntryProps) {
  return (
    <Field label={label} problem={problem}>
      {(links) => (
        <NumberField
          {...links}
          value={value}
          step="any"
          inputMode="decimal"
          className="text-ink"
          isInvalid={problem !== undefined}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

function Lines({ label, problem, value, onChange }: EntryProps) {
  return (
    <Field label={label} problem={problem} className="col-span-2">
      {(links) => (
        <TextArea
          {...links}
          rows={3}
          value={value}
          spellCheck={false}
          isInvalid={problem !== undefined}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
