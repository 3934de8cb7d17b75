import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { AnswerPanel } from '../../ui/answer-panel.tsx'
import { Predictions, PredictionsSkeleton } from '../../ui/predictions.tsx'
import { TopKField } from '../../ui/top-k-field.tsx'
import type { Exhibit } from './exhibit.ts'
import { announcement, readWords, speedWords } from './words.ts'

interface OutputPanelProps {
  exhibit: Exhibit
  isRunning: boolean
  /** The text has changed since. */
  isOutdated: boolean
  error: VitrineError | undefined
  rawTopK: string
  onTopK(raw: string): void
}

export function OutputPanel(props: OutputPanelProps) {
  const { exhibit, isRunning, isOutdated, error, rawTopK, onTopK } = props
  const predictions = exhibit.kind === 'nothing' ? undefined : exhibit.predictions
  return (
    <AnswerPanel
      aside={<TopKField raw={rawTopK} listed="classes" onChange={onTopK} />}
      speed={speedWords(exhibit)}
      json={predictions && (() => JSON.stringify({ predictions }))}
      isRunning={isRunning}
      isOutdated={isOutdated}
      notes={readWords(exhibit)}
      message={isRunning ? 'Reading the text.' : announcement(exhibit)}
      alert={error && <Alert {...describeError(error)} detail={error.detail} />}
    >
      {predictions !== undefined ? (
        <Predictions predictions={predictions} isOutdated={isOutdated} />
      ) : isRunning ? (
        <PredictionsSkeleton />
      ) : (
        <p className="text-pretty text-muted">
          Press Classify: here the model says what kind of text it is, and how sure it is.
        </p>
      )}
    </AnswerPanel>
  )
}
