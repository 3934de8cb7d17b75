import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { AnswerPanel } from '../../ui/answer-panel.tsx'
import { PredictionList, PredictionsSkeleton } from '../../ui/predictions.tsx'
import { TopKField } from '../../ui/top-k-field.tsx'
import { fillMaskJson, type Exhibit } from './exhibit.ts'
import { FilledText } from './filled-text.tsx'
import { announcement, readWords, speedWords } from './words.ts'

interface OutputPanelProps {
  exhibit: Exhibit
  maskToken: string
  isRunning: boolean
  /** The text has changed since. */
  isOutdated: boolean
  error: VitrineError | undefined
  rawTopK: string
  onTopK(raw: string): void
}

export function OutputPanel(props: OutputPanelProps) {
  const { exhibit, maskToken, isRunning, isOutdated, error, rawTopK, onTopK } = props
  const json = fillMaskJson(exhibit)
  return (
    <AnswerPanel
      aside={<TopKField raw={rawTopK} listed="words" onChange={onTopK} />}
      speed={speedWords(exhibit)}
      json={json === undefined ? undefined : () => json}
      isRunning={isRunning}
      isOutdated={isOutdated}
      notes={readWords(exhibit)}
      message={isRunning ? 'Reading the text.' : announcement(exhibit)}
      alert={error && <Alert {...describeError(error)} detail={error.detail} />}
    >
      {exhibit.kind !== 'nothing' ? (
        <>
          <FilledText exhibit={exhibit} maskToken={maskToken} isOutdated={isOutdated} />
          <Gaps gaps={exhibit.gaps} isOutdated={isOutdated} />
        </>
      ) : isRunning ? (
        <PredictionsSkeleton />
      ) : (
        <p className="text-pretty text-muted">
          Press Fill in: here stand the words that the model holds most probable for {maskToken}.
        </p>
      )}
    </AnswerPanel>
  )
}

function Gaps({ gaps, isOutdated }: Pick<OutputPanelProps, 'isOutdated'> & Shown) {
  const [first] = gaps
  if (first !== undefined && gaps.length === 1) {
    return <PredictionList name="Predictions" predictions={first} isOutdated={isOutdated} />
  }
  return (
    <div className="grid gap-6">
      {gaps.map((words, index) => (
        <div key={index}>
          <h3 className="mb-2 text-note font-semibold text-muted">Gap {index + 1}</h3>
          <PredictionList
            name={`Predictions for gap ${index + 1}`}
            predictions={words}
            isOutdated={isOutdated}
          />
        </div>
      ))}
    </div>
  )
}

type Shown = Pick<Exclude<Exhibit, { kind: 'nothing' }>, 'gaps'>
