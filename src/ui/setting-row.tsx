import { useId } from 'react'
import {
  drawWhole,
  parseNumber,
  rangeWords,
  type NumberRange,
} from '../core/tensors/number-range.ts'
import { Button } from './button.tsx'
import { DiceIcon } from './icons.tsx'
import { NumberField } from './number-field.tsx'

/** A number that people set. */
export interface Setting extends NumberRange {
  readonly label: string
  /** In plain words, for somebody who meets it for the first time. */
  readonly help: string
  readonly step: number
  /** Where its slider ends, when it has one; the field itself may take more. */
  readonly slider?: { readonly min: number; readonly max: number }
  /** What the button says that draws a value, when it has one. */
  readonly draw?: string
}

interface SettingRowProps {
  setting: Setting
  raw: string
  onChange(raw: string): void
  /** Called when the visitor looks at this setting. */
  onExplain(): void
}

export function SettingRow({ setting, raw, onChange, onExplain }: SettingRowProps) {
  const id = useId()
  const helpId = useId()
  const { label, help, min, max, step, isWhole, slider, draw } = setting
  const isInvalid = parseNumber(setting, raw) === undefined
  return (
    <div
      onPointerEnter={onExplain}
      onFocus={onExplain}
      className={`grid min-h-11 items-center gap-x-3 pointer-coarse:min-h-13 @sm:grid-cols-[8.5rem_minmax(0,1fr)_6rem] @sm:gap-x-4 ${
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
      ) : draw === undefined ? (
        <span />
      ) : (
        <Button
          look="quiet"
          className="-ml-3 justify-self-start sm:-ml-3.5"
          onClick={() => onChange(String(drawWhole(setting)))}
        >
          <DiceIcon />
          <span aria-hidden="true" className="text-note @max-[18rem]:hidden">
            New
          </span>
          <span className="sr-only">{draw}</span>
        </Button>
      )}
      <NumberField
        id={id}
        value={raw}
        isInvalid={isInvalid}
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
      {isInvalid && (
        <p className="col-span-full pb-1 text-right text-note text-danger">
          It must be {rangeWords(setting)}.
        </p>
      )}
    </div>
  )
}
