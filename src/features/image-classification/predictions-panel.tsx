import { useId } from 'react'
import type { Prediction } from '../../protocol/manifest.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { List } from '../../ui/list.tsx'
import { formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Exhibit } from './exhibit.ts'
import { maxTopK, parseTopK } from './top-k.ts'
import { announcement, timingWords } from './words.ts'

interface PredictionsPanelProps {
  exhibit: Exhibit
  isRunning: boolean
  /** Another picture than the one that these predictions belong to is on its way. */
  isOutdated: boolean
  rawTopK: string
  onTopK(raw: string): void
}

export function PredictionsPanel(props: PredictionsPanelProps) {
  const { exhibit, isRunning, isOutdated, rawTopK, onTopK } = props
  const predictions = exhibit.kind === 'nothing' ? undefined : exhibit.predictions
  return (
    <Panel
      title="Predictions"
      aside={<TopKField raw={rawTopK} onChange={onTopK} />}
      foot={
        <>
          <span>{timingWords(exhibit)}</span>
          <CopyButton text={predictions && (() => JSON.stringify({ predictions }))}>
            Copy JSON
          </CopyButton>
        </>
      }
    >
      <div aria-busy={isRunning} className="grow">
        {predictions === undefined ? (
          <Empty isRunning={isRunning} />
        ) : (
          <Predictions predictions={predictions} isOutdated={isOutdated} />
        )}
      </div>
      <Announcer message={isRunning ? 'Looking at the picture.' : announcement(exhibit)} />
    </Panel>
  )
}

interface PredictionsProps {
  predictions: readonly Prediction[]
  isOutdated: boolean
}

/** What is outdated loses its colour and keeps its contrast. */
function Predictions({ predictions, isOutdated }: PredictionsProps) {
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
      <List aria-label="Predictions" className="grid gap-4">
        {predictions.map(({ class: name, prob }, index) => (
          <li key={index}>
            <div className="mb-1.5 flex justify-between gap-4">
              <span className={`min-w-0 wrap-anywhere ${tone}`}>{name}</span>
              <span className="num whitespace-nowrap text-muted">{formatPercent(prob)}</span>
            </div>
            <Meter name={name} prob={prob} isLeading={index === 0 && !isOutdated} />
          </li>
        ))}
      </List>
    </>
  )
}

function Empty({ isRunning }: { isRunning: boolean }) {
  if (!isRunning) {
    return (
      <p className="text-pretty text-muted">
        Give the model a picture: here it says what it sees, and how sure it is.
      </p>
    )
  }
  return (
    <div className="grid gap-6 pt-2">
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
    </div>
  )
}

function TopKField({ raw, onChange }: { raw: string; onChange(raw: string): void }) {
  const id = useId()
  const helpId = useId()
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-note text-muted">
        Top-k
      </label>
      <NumberField
        id={id}
        value={raw}
        isInvalid={parseTopK(raw) === undefined}
        onChange={onChange}
        min={1}
        max={maxTopK}
        step={1}
        inputMode="numeric"
        aria-describedby={helpId}
        className="w-12 text-note"
      />
      <span id={helpId} className="sr-only">
        How many classes are listed, from 1 to {maxTopK}.
      </span>
    </div>
  )
}
