import { formatPercent } from './format.ts'
import { List } from './list.tsx'
import { Meter } from './meter.tsx'
import { Skeleton } from './skeleton.tsx'

interface PredictionsProps {
  /** Most probable first. */
  predictions: readonly { readonly class: string; readonly prob: number }[]
  /** They belong to something else than what the person now asks about. */
  isOutdated: boolean
}

/** The first in large letters, then all of them as bars. What is outdated loses its colour and keeps its contrast. */
export function Predictions({ predictions, isOutdated }: PredictionsProps) {
  const [top] = predictions
  const tone = isOutdated ? 'text-muted' : ''
  return (
    <>
      {top !== undefined && (
        <p className="mb-8 flex flex-wrap items-baseline justify-between gap-x-4 pt-2">
          <span className={`text-5xl font-semibold tracking-tight wrap-anywhere ${tone}`}>
            {top.class}
          </span>
          <span className={`num text-2xl font-medium ${tone || 'text-accent'}`}>
            {formatPercent(top.prob)}
          </span>
        </p>
      )}
      <PredictionList name="Predictions" predictions={predictions} isOutdated={isOutdated} />
    </>
  )
}

interface PredictionListProps extends PredictionsProps {
  /** The accessible name of the list. */
  name: string
}

export function PredictionList({ name: listName, predictions, isOutdated }: PredictionListProps) {
  return (
    <List aria-label={listName} className="grid gap-4">
      {predictions.map(({ class: name, prob }, index) => (
        <li key={index}>
          <div className="mb-1.5 flex justify-between gap-4">
            <span className={`min-w-0 wrap-anywhere ${isOutdated ? 'text-muted' : ''}`}>
              {name}
            </span>
            <span className="num whitespace-nowrap text-muted">{formatPercent(prob)}</span>
          </div>
          <Meter name={name} prob={prob} isLeading={index === 0 && !isOutdated} />
        </li>
      ))}
    </List>
  )
}

/** Where predictions will stand. */
export function PredictionsSkeleton() {
  return (
    <div className="grid gap-6 pt-2">
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
    </div>
  )
}
