import { useId, type ReactNode } from 'react'
import { NumberField } from '../../ui/number-field.tsx'
import type { SettingSpec } from './setting-specs.ts'
import { parseSetting, rangeWords } from './settings.ts'

interface SettingRowProps {
  spec: SettingSpec
  raw: string
  onChange(raw: string): void
  /** Called when the visitor looks at this setting. */
  onExplain(): void
  /** Stands where others have a slider. */
  children: ReactNode
}

export function SettingRow({ spec, raw, onChange, onExplain, children }: SettingRowProps) {
  const id = useId()
  const helpId = useId()
  const { label, help, min, max, step, isWhole, slider } = spec
  const value = parseSetting(spec, raw)
  return (
    <div
      onPointerEnter={onExplain}
      onFocus={onExplain}
      className={`grid min-h-11 items-center gap-x-3 pointer-coarse:min-h-13 sm:grid-cols-[8.5rem_minmax(0,1fr)_6rem] sm:gap-x-4 ${
        // On a phone, every millimetre of a slider counts.
        slider ? 'grid-cols-[7rem_minmax(0,1fr)_4.5rem]' : 'grid-cols-[7rem_minmax(0,1fr)_6rem]'
      }`}
    >
      <label htmlFor={id} className="text-note">
        {label}
      </label>
      {slider ? (
        // A second handle for the pointer; keyboard and screen reader have the field.
        <input
          type="range"
          aria-hidden="true"
          tabIndex={-1}
          min={slider.min}
          max={slider.max}
          step={step}
          value={raw}
          onChange={(event) => onChange(event.target.value)}
          className="h-8 w-full cursor-pointer"
        />
      ) : (
        children
      )}
      <NumberField
        id={id}
        value={raw}
        isInvalid={value === undefined}
        onChange={onChange}
        min={min}
        max={max}
        step={isWhole ? step : 'any'}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        aria-describedby={helpId}
        className="text-note"
      />
      <span id={helpId} className="sr-only">
        {help}
      </span>
      {value === undefined && (
        <p className="col-span-full pb-1 text-right text-note text-danger">
          It must be {rangeWords(spec)}.
        </p>
      )}
    </div>
  )
}
