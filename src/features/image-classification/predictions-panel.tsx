import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Predictions, PredictionsSkeleton } from '../../ui/predictions.tsx'
import { TopKField } from '../../ui/top-k-field.tsx'
import { timingWords } from '../../pictures/words.ts'
import { predictionsOf, type ClassesExhibit } from './exhibit.ts'
import { announcement } from './words.ts'

interface PredictionsPanelProps {
  exhibit: ClassesExhibit
  isRunning: boolean
  /** Another picture than the one that these predictions belong to is on its way. */
  isOutdated: boolean
  topK: number
  rawTopK: string
  onTopK(raw: string): void
}

export function PredictionsPanel(props: PredictionsPanelProps) {
  const { exhibit, isRunning, isOutdated, topK, rawTopK, onTopK } = props
  const predictions = predictionsOf(exhibit, topK)
  return (
    <Panel
      title="Predictions"
      aside={<TopKField raw={rawTopK} listed="classes" onChange={onTopK} />}
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

function Empty({ isRunning }: { isRunning: boolean }) {
  if (!isRunning) {
    return (
      <p className="text-pretty text-muted">
        Give the model a picture: here it says what it sees, and how sure it is.
      </p>
    )
  }
  return <PredictionsSkeleton />
}
