import type { Calibration } from '../../core/evaluation/calibration.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { formatPercent, plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'

/** In the chart's own units. */
const size = 200

/** How probable the model calls its answers against how often they are right: the diagonal is honest. */
export function CalibrationChart({ calibration }: { calibration: Calibration }) {
  const { bins } = calibration
  const words = summaryOf(calibration)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <svg
        role="img"
        aria-label={`Calibration. ${words}`}
        viewBox={`-1 -1 ${size + 2} ${size + 2}`}
        className="w-full max-w-56 rounded-lg bg-well"
      >
        <path d={`M0 ${size}L${size} 0`} className="stroke-edge" strokeDasharray="4 4" />
        {bins.map(({ from, to, count, accuracy = 0 }) => (
          <rect
            key={from}
            x={from * size + 2}
            width={(to - from) * size - 4}
            y={size - accuracy * size}
            height={accuracy * size}
            // Few pictures say little.
            opacity={count === 0 ? 0 : 0.35 + 0.65 * Math.sqrt(count / most)}
            className="fill-accent"
          />
        ))}
      </svg>
      <div className="grid gap-1 text-pretty">
        <p className="max-w-prose">{words}</p>
        <p className="max-w-prose text-note text-muted">
          From left to right: how probable it calls its answer. Height: how often it is right then.
          Bars that end at the line are honest; the paler, the fewer pictures.
        </p>
        <Disclosure title="The bars in words">
          <List className="num grid gap-1 pb-2">
            {bins
              .filter(({ count }) => count > 0)
              .map(({ from, to, count, accuracy = 0, meanProb = 0 }) => (
                <li key={from}>
                  {Math.round(from * 100)} to {Math.round(to * 100)} %: {plural(count, 'picture')},
                  right in {formatPercent(accuracy)}, called {formatPercent(meanProb)} probable on
                  average
                </li>
              ))}
          </List>
        </Disclosure>
      </div>
    </div>
  )
}

/** Below this, what is left is chance. */
const little = 0.02

function summaryOf({ error, excess }: Calibration): string {
  const points = `${(error * 100).toFixed(1)} percentage points`
  const first = `Its probabilities are off by ${points} on average (expected calibration error ${error.toFixed(3)}).`
  if (Math.abs(excess) < little) return first
  return `${first} It is ${excess > 0 ? 'surer than it may be' : 'less sure than it could be'}.`
}
