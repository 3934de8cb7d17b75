import { isNumeral } from '../../core/table/numeral.ts'
import { unreadable } from './row.ts'
import { stepOf } from './step-of.ts'
import type { InputProps } from './value-input.tsx'

/** A number to be typed, and where its range is known a handle for it. */
export function NumberInput({
  feature,
  value,
  isInvalid,
  isOptional,
  onChange,
  ...links
}: InputProps) {
  const { kind, min, max } = feature
  const shown = shownNumber(value)
  const step = stepOf(feature)
  const hasSlider = min !== undefined && max !== undefined && max > min
  return (
    <div className="flex items-center gap-3">
      {hasSlider && (
        // A second handle for the pointer; keyboard and screen reader have the field.
        <input
          type="range"
          aria-hidden="true"
          tabIndex={-1}
          min={min}
          max={max}
          step={step}
          value={shown === '' ? min + (max - min) / 2 : shown}
          onChange={(event) => onChange(event.target.value)}
          className={`h-8 min-w-0 grow cursor-pointer ${shown === '' ? 'opacity-50' : ''}`}
        />
      )}
      <input
        {...links}
        type="number"
        min={min}
        max={max}
        step={step ?? 'any'}
        inputMode={kind === 'integer' && (min ?? -1) >= 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        placeholder={isOptional ? 'empty' : undefined}
        value={shown}
        aria-invalid={isInvalid}
        // `onChange` does not come for "-" or "1e", of which the browser tells only that they are no number.
        onInput={({ currentTarget: { validity, value: raw } }) =>
          onChange(validity.badInput ? unreadable : raw)
        }
        onChange={nothing}
        className={`num min-h-9 min-w-0 rounded-lg border bg-transparent px-2 text-right placeholder:text-muted pointer-coarse:min-h-11 ${
          hasSlider ? 'w-26 shrink-0' : 'w-full'
        } ${isInvalid ? 'border-danger' : 'border-edge'}`}
      />
    </div>
  )
}

function nothing() {}

/** As a number field takes it; HTML has no "+5" and no "5.". */
const plain = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i

function shownNumber(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value !== 'string' || !isNumeral(value, '.')) return ''
  return plain.test(value) ? value : String(Number(value))
}
