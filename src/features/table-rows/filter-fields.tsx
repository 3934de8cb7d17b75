import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Filter, Show } from './filter-rows.ts'

interface FilterFieldsProps {
  filter: Filter
  options: readonly (readonly [Show, string])[]
  hasProbabilities: boolean
  onChange(filter: Filter): void
}

/** Which of the rows are shown. */
export function FilterFields({ filter, options, hasProbabilities, onChange }: FilterFieldsProps) {
  const [percent, setPercent] = useState('')
  const isInvalid = percent !== '' && asPercent(percent) === undefined
  return (
    <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[13rem_10rem_minmax(0,18rem)]">
      <Field label="Show">
        {(links) => (
          <Select<Show>
            {...links}
            value={filter.show}
            options={options}
            onChange={(show) => onChange({ ...filter, show })}
          />
        )}
      </Field>
      {hasProbabilities && (
        <Field
          label="Less sure than, in %"
          problem={isInvalid ? 'A number from 0 to 100.' : undefined}
        >
          {(links) => (
            <NumberField
              {...links}
              min={0}
              max={100}
              step="any"
              placeholder="any"
              value={percent}
              isInvalid={isInvalid}
              onChange={(raw) => {
                setPercent(raw)
                if (raw === '' || asPercent(raw) !== undefined) {
                  onChange({ ...filter, unsureBelow: asPercent(raw) })
                }
              }}
            />
          )}
        </Field>
      )}
      <Field label="A cell contains" className="max-sm:col-span-2">
        {(links) => (
          <TextField
            {...links}
            spellCheck={false}
            value={filter.words}
            onChange={(words) => onChange({ ...filter, words })}
          />
        )}
      </Field>
    </div>
  )
}

function asPercent(raw: string): number | undefined {
  const percent = raw.trim() === '' ? NaN : Number(raw)
  return percent >= 0 && percent <= 100 ? percent : undefined
}
