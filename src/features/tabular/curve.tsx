import type { Series } from './what-if-plan.ts'
import { axisWords } from './curve-words.ts'

interface CurveProps {
  xs: readonly number[]
  /** Where the row is, if it has a value. */
  x: number | undefined
  series: readonly Series[]
  /** Of the ends of the horizontal axis. */
  ends: readonly [string, string]
  /** They are shares of one. */
  isShare: boolean
}

/** Told apart by dashes too, for whoever does not see the colours. */
export const looks = [
  { line: 'stroke-accent', dot: 'bg-accent', dash: undefined },
  { line: 'stroke-fair', dot: 'bg-fair', dash: '7 4' },
  { line: 'stroke-good', dot: 'bg-good', dash: '2 3' },
  { line: 'stroke-danger', dot: 'bg-danger', dash: '9 3 2 3' },
  { line: 'stroke-muted', dot: 'bg-muted', dash: '12 5' },
] as const

/** Of the chart's own units; it is stretched to its place. */
const [width, height] = [400, 160]

/** A picture for the eye alone: the same stands beside it in words, and under the handle that goes along it. */
export function Curve({ xs, x, series, ends, isShare }: CurveProps) {
  const [from, to] = [xs[0] ?? 0, xs.at(-1) ?? 1]
  const range = isShare ? { min: 0, max: 1 } : rangeOf(series)
  const across = (value: number) => (value - from) / (to - from || 1)
  const up = (value: number) => (value - range.min) / (range.max - range.min || 1)
  const { low, high } = axisWords(isShare, range)
  return (
    <div aria-hidden="true" className="num text-note text-muted">
      <p>{high}</p>
      <div className="relative h-44 overflow-hidden rounded-lg border border-line bg-well">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          fill="none"
          className="absolute inset-x-0 inset-y-2 h-40 w-full"
        >
          {x !== undefined && (
            <line
              x1={across(x) * width}
              x2={across(x) * width}
              y1={-20}
              y2={height + 20}
              vectorEffect="non-scaling-stroke"
              className="stroke-edge"
            />
          )}
          {series.map(({ name, values }, index) => (
            <path
              key={name}
              d={values
                .map(
                  (value, at) =>
                    `${at === 0 ? 'M' : 'L'}${across(xs[at]!) * width} ${(1 - up(value)) * height}`,
                )
                .join('')}
              strokeWidth={2.5}
              strokeDasharray={looks[index]?.dash}
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
              className={looks[index]?.line}
            />
          ))}
        </svg>
        <div className="absolute inset-x-0 inset-y-2">
          {x !== undefined &&
            series.map(({ name, here }, index) => (
              <span
                key={name}
                className={`absolute size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full ring-2 ring-panel ${looks[index]?.dot}`}
                style={{ left: `${across(x) * 100}%`, bottom: `${up(here) * 100}%` }}
              />
            ))}
        </div>
      </div>
      <p>{low}</p>
      <p className="flex justify-between gap-4">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  )
}

function rangeOf(series: readonly Series[]): { min: number; max: number } {
  const all = series.flatMap(({ values, here }) => [...values, here]).filter(Number.isFinite)
  const [min, max] = [Math.min(...all), Math.max(...all)]
  return max > min ? { min, max } : { min: min - 1, max: max + 1 }
}
