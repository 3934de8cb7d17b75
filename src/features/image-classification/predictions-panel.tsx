import { lazy, Suspense } from 'react'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Predictions, PredictionsSkeleton } from '../../ui/predictions.tsx'
import { TopKField } from '../../ui/top-k-field.tsx'
import { isFromCamera } from '../../pictures/exhibit.ts'
import { timingWords } from '../../pictures/words.ts'
import { predictionsOf, type ClassesExhibit } from './exhibit.ts'
import { announcement, doubtWords, mismatchWords } from './words.ts'

const MultiLabel = lazy(() =>
  import('./multi-label.tsx').then((found) => ({ default: found.MultiLabel })),
)

interface PredictionsPanelProps {
  manifest: ImageClassificationManifest
  exhibit: ClassesExhibit
  isRunning: boolean
  /** Another picture than the one that these predictions belong to is on its way. */
  isOutdated: boolean
  topK: number
  rawTopK: string
  onTopK(raw: string): void
}

export function PredictionsPanel(props: PredictionsPanelProps) {
  const { manifest, exhibit, isRunning, isOutdated, topK, rawTopK, onTopK } = props
  const predictions = predictionsOf(exhibit, topK)
  const isMultiLabel = manifest.scores === 'sigmoid'
  const doubt = isMultiLabel || predictions === undefined ? undefined : doubtWords(predictions)
  const mismatch = exhibit.kind === 'live' ? mismatchWords(exhibit.result) : undefined
  return (
    <Panel
      title="Predictions"
      aside={!isMultiLabel && <TopKField raw={rawTopK} listed="classes" onChange={onTopK} />}
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
        ) : isMultiLabel && exhibit.kind === 'live' ? (
          <Suspense fallback={<PredictionsSkeleton />}>
            <MultiLabel
              manifest={manifest}
              result={exhibit.result}
              isOutdated={isOutdated}
              isQuiet={isFromCamera(exhibit)}
            />
          </Suspense>
        ) : (
          <Predictions predictions={predictions} isOutdated={isOutdated} />
        )}
      </div>
      {[doubt, mismatch].map(
        (note) =>
          note !== undefined && (
            <p key={note} className="text-note text-pretty text-muted">
              {note}
            </p>
          ),
      )}
      <Announcer
        message={
          isFromCamera(exhibit)
            ? ''
            : isRunning
              ? 'Looking at the picture.'
              : announcement(exhibit, isMultiLabel)
        }
      />
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
