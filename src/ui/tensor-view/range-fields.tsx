import { useState } from 'react'
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import { Field } from '../field.tsx'
import type { Changes } from './choices.ts'

interface RangeFieldsProps {
  how: ImagePreprocessing
  onChange(changes: Changes): void
}

/** Any numbers at all: one for each channel, in the tensor's order. */
export function RangeFields({ how, onChange }: RangeFieldsProps) {
  const { channels } = how
  return (
    <>
      <NumbersField
        label="Rescale"
        count={1}
        values={[how.rescale]}
        isAllowed={(value) => value !== 0}
        onChange={([rescale = 1]) => onChange({ rescale })}
      />
      <NumbersField
        label="Mean"
        count={channels}
        values={how.mean}
        isAllowed={() => true}
        onChange={(mean) => onChange({ mean })}
      />
      <NumbersField
        label="Std"
        count={channels}
        values={how.std}
        isAllowed={(value) => value > 0}
        onChange={(std) => onChange({ std })}
      />
    </>
  )
}

interface NumbersFieldProps {
  label: string
  count: number
  values: readonly number[]
  isAllowed(value: number): boolean
  onChange(values: readonly number[]): void
}

function NumbersField({ label, count, values, isAllowed, onChange }: NumbersFieldProps) {
  const [raw, setRaw] = useState(() => values.map((value) => Number(value.toFixed(6))).join(', '))
  const isWrong = parse(raw, count, isAllowed) === undefined
  const wanted = count === 1 ? 'one number' : `${count} numbers with commas between them`
  return (
    <Field
      label={label}
      problem={isWrong ? `It must be ${wanted}${label === 'Std' ? ', above 0' : ''}.` : undefined}
    >
      {(links) => (
        <input
          {...links}
          type="text"
          inputMode="decimal"
          value={raw}
          aria-invalid={isWrong}
          onChange={({ currentTarget }) => {
            setRaw(currentTarget.value)
            const parsed = parse(currentTarget.value, count, isAllowed)
            if (parsed !== undefined) onChange(parsed)
          }}
          className={`num min-h-9 w-full rounded-lg border bg-transparent px-2 pointer-coarse:min-h-11 ${
            isWrong ? 'border-danger' : 'border-edge'
          }`}
        />
      )}
    </Field>
  )
}

function parse(
  raw: string,
  count: number,
  isAllowed: (value: number) => boolean,
): readonly number[] | undefined {
  const parts = raw.split(',').map((part) => part.trim())
  const values = parts.map((part) => (part === '' ? NaN : Number(part)))
  const isRight =
    values.length === count && values.every((value) => Number.isFinite(value) && isAllowed(value))
  return isRight ? values : undefined
}
