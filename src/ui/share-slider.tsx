import { useId } from 'react'

interface ShareSliderProps {
  label: string
  help?: string
  /** In [0, 1]. */
  value: number
  range: { readonly min: number; readonly max: number }
  onChange(value: number): void
}

/** A share of one, in steps of a hundredth. */
export function ShareSlider({ label, help, value, range, onChange }: ShareSliderProps) {
  const id = useId()
  const percent = `${Math.round(value * 100)} %`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] content-start items-baseline gap-x-3 text-note">
      <label htmlFor={id} className="font-medium text-ink">
        {label}
      </label>
      <span aria-hidden="true" className="num text-muted">
        {percent}
      </span>
      <input
        id={id}
        type="range"
        min={range.min}
        max={range.max}
        step={0.01}
        value={value}
        aria-valuetext={percent}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(Number(event.target.value))}
        className="col-span-2 h-8 w-full cursor-pointer pointer-coarse:h-11"
      />
      {help !== undefined && (
        <p id={`${id}-help`} className="col-span-2 text-pretty text-muted">
          {help}
        </p>
      )}
    </div>
  )
}
