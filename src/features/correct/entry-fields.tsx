import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** A value, and what it is called. */
export type Choices<Value extends string> = readonly (readonly [value: Value, words: string])[]

interface EntryProps<Value> {
  label: string
  value: Value
  /** "guessed", or nothing. */
  mark: string | undefined
  onChange(value: Value): void
}

interface TypedProps extends EntryProps<string> {
  problem: string | undefined
}

interface ChoiceProps<Value extends string> extends EntryProps<Value> {
  options: Choices<Value>
}

/** One of a few. */
export function ChoiceField<Value extends string>({ label, mark, ...choice }: ChoiceProps<Value>) {
  return (
    <Field label={label} mark={mark} className="max-sm:col-span-2">
      {(links) => <Select {...links} {...choice} />}
    </Field>
  )
}

/** A number. */
export function CountField({
  label,
  mark,
  problem,
  min = 1,
  step,
  ...entry
}: TypedProps & { min?: number; step?: string }) {
  return (
    <Field label={label} mark={mark} problem={problem}>
      {(links) => (
        <NumberField
          {...links}
          {...entry}
          min={min}
          {...(step !== undefined && { step })}
          inputMode={step === undefined ? 'numeric' : 'decimal'}
          className="text-ink"
          isInvalid={problem !== undefined}
        />
      )}
    </Field>
  )
}

/** Numbers or names between commas. */
export function ListField({ label, mark, problem, ...entry }: TypedProps) {
  return (
    <Field label={label} mark={mark} problem={problem} className="max-sm:col-span-2">
      {(links) => <TextField {...links} {...entry} isInvalid={problem !== undefined} />}
    </Field>
  )
}
