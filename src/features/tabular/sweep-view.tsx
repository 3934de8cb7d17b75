import type { FeatureValue } from '../../protocol/table-manifests.ts'
import { targetName } from './answer-json.ts'
import { ChoiceBars } from './choice-bars.tsx'
import { Curve } from './curve.tsx'
import { curveWords, pointWords, valueWords } from './curve-words.ts'
import { Legend } from './legend.tsx'
import type { TableManifest } from './row.ts'
import { isNumeric } from './sweep.ts'
import { mostSeries, seriesOf, type Plan, type PlanAnswers } from './what-if-plan.ts'

interface SweepViewProps {
  id: string
  manifest: TableManifest
  plan: Plan
  answers: PlanAnswers
  /** What the row has now, which the answers may be a moment behind. */
  current: FeatureValue | undefined
  target: number
  unit: string | undefined
  onChange(name: string, value: unknown): void
}

/** The answers over all that one feature can be: a curve for numbers, bars for choices. */
export function SweepView(props: SweepViewProps) {
  const { id, manifest, plan, answers, current, target, unit, onChange } = props
  const { row, feature, values } = plan
  if (!isNumeric(feature)) {
    return (
      <ChoiceBars
        manifest={manifest}
        plan={plan}
        answers={answers}
        target={target}
        onChoose={(value) => onChange(feature.name, value)}
      />
    )
  }
  const xs = values.map(Number)
  const name = manifest.task === 'tabular-regression' ? targetName(manifest, target) : ''
  const series = seriesOf(answers, target, name)
  const here = row[feature.name]
  const isShare = answers.base.values === undefined
  const place = nearest(xs, typeof current === 'number' ? current : undefined)
  const classes = answers.base.probabilities?.length ?? 0
  return (
    <div className="grid min-w-0 gap-2">
      <p className="max-w-prose text-pretty">
        {curveWords(plan, answers, series, unit)} The other features stay as they are.
      </p>
      <div>
        <Curve
          xs={xs}
          x={typeof here === 'number' ? here : undefined}
          series={series}
          isShare={isShare}
          ends={[valueWords(xs[0], feature.unit), valueWords(xs.at(-1), feature.unit)]}
        />
        <label htmlFor={id} className="sr-only">
          Move along the curve
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={xs.length - 1}
          step={1}
          value={place ?? Math.floor(xs.length / 2)}
          aria-valuetext={
            place === undefined ? 'no value' : pointWords(plan, answers, place, manifest)
          }
          onChange={(event) => onChange(feature.name, xs[Number(event.target.value)])}
          className="h-8 w-full cursor-pointer pointer-coarse:h-11"
        />
      </div>
      {isShare && <Legend series={series} />}
      {isShare && classes > mostSeries && (
        <p className="text-note text-muted">
          The {mostSeries} of {classes} classes that get likeliest.
        </p>
      )}
    </div>
  )
}

function nearest(xs: readonly number[], value: number | undefined): number | undefined {
  if (value === undefined) return undefined
  let best = 0
  for (const [index, x] of xs.entries()) {
    if (Math.abs(x - value) < Math.abs(xs[best]! - value)) best = index
  }
  return best
}
