/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <meter> looks different in every browser, and cannot be styled in all */
import { formatPercent } from './format.ts'

interface MeterProps {
  /** The accessible name: what has this probability. */
  name: string
  /** In [0, 1]. */
  prob: number
  isLeading?: boolean
  isThin?: boolean
}

/** A probability as a bar; the number itself is written beside it. */
export function Meter({ name, prob, isLeading = false, isThin = false }: MeterProps) {
  return (
    <div
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={1}
      // A number like 7e-13 is written so, which is no value that assistive technology reads.
      aria-valuenow={Number(prob.toFixed(6))}
      aria-valuetext={formatPercent(prob)}
      className={`overflow-hidden rounded-full bg-track ${isThin ? 'h-1.5' : 'h-2'}`}
    >
      <div
        className={`h-full rounded-full transition-[width] duration-100 ${isLeading ? 'bg-accent' : 'bg-bar'}`}
        style={{ width: `${Math.max(prob * 100, 0.5)}%` }}
      />
    </div>
  )
}
