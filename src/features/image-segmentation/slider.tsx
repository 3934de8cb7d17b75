import { useId } from 'react'

interface SliderProps {
  label: string
  /** 0 to 1, in steps of a hundredth. */
  value: number
  min: number
  max: number
  onChange(value: number): void
}

export function Slider({ label, value, min, max, onChange }: SliderProps) {
  const id = useId()
  const percent = `${Math.round(value * 100)} %`
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)_3rem] items-center gap-x-3 text-note">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={0.01}
        value={value}
        aria-valuetext={percent}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-9 w-full cursor-pointer pointer-coarse:h-11"
      />
      <span aria-hidden="true" className="num text-right text-muted">
        {percent}
      </span>
    </div>
  )
}
