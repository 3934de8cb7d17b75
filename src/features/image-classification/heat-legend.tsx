import { useId } from 'react'
import { heatColours } from '../../core/pixels/heat.ts'

interface HeatLegendProps {
  /** 0 to 1. */
  opacity: number
  onOpacity(opacity: number): void
}

/** What the colours over the picture mean, and how strong they are. */
export function HeatLegend({ opacity, onOpacity }: HeatLegendProps) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-note text-muted">
      <Swatch colour={heatColours.needed}>the class needs it</Swatch>
      <Swatch colour={heatColours.hindering}>it speaks against the class</Swatch>
      <span className="flex items-center gap-2">
        <label htmlFor={id}>Opacity</label>
        <input
          id={id}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={opacity}
          aria-valuetext={`${Math.round(opacity * 100)} per cent`}
          onChange={(event) => onOpacity(Number(event.target.value))}
          className="h-9 w-32 cursor-pointer pointer-coarse:h-11"
        />
      </span>
    </div>
  )
}

function Swatch({ colour, children }: { colour: readonly number[]; children: string }) {
  return (
    <span className="flex items-center gap-2">
      <span
        aria-hidden="true"
        className="size-3.5 rounded-sm"
        style={{ backgroundColor: `rgb(${colour.join(' ')})` }}
      />
      {children}
    </span>
  )
}
