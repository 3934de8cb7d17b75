import { useId } from 'react'
import { NumberField } from './number-field.tsx'
import { maxTopK, parseTopK } from './top-k.ts'

interface TopKFieldProps {
  /** What stands in the field, which need not be a number yet. */
  raw: string
  /** What is listed, such as "classes". */
  listed: string
  onChange(raw: string): void
}

export function TopKField({ raw, listed, onChange }: TopKFieldProps) {
  const id = useId()
  const helpId = useId()
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-note text-muted">
        Top-k
      </label>
      <NumberField
        id={id}
        value={raw}
        isInvalid={parseTopK(raw) === undefined}
        onChange={onChange}
        min={1}
        max={maxTopK}
        step={1}
        inputMode="numeric"
        aria-describedby={helpId}
        className="w-12 text-note"
      />
      <span id={helpId} className="sr-only">
        How many {listed} are listed, from 1 to {maxTopK}.
      </span>
    </div>
  )
}
