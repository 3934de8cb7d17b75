import type { ReactNode } from 'react'
import { timingWords } from '../../pictures/words.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PredictionsSkeleton } from '../../ui/predictions.tsx'
import { detectionJson } from './detection-json.ts'
import type { DetectionsExhibit } from './use-detections.ts'
import type { Thing } from './things.ts'
import { numberWords } from './words.ts'

interface PredictionsPanelProps {
  exhibit: DetectionsExhibit
  /** Those that are shown. */
  things: readonly Thing[]
  isRunning: boolean
  /** For screen readers. */
  message: string
  /** The list of things, or why there is none. */
  children: ReactNode
  downloads: ReactNode
}

export function PredictionsPanel(props: PredictionsPanelProps) {
  const { exhibit, things, isRunning, message, children, downloads } = props
  const isLive = exhibit.kind === 'live'
  return (
    <Panel
      title="Predictions"
      aside={isLive && <p className="num text-note text-muted">{numberWords(things)}</p>}
      foot={
        <>
          <span>{timingWords(exhibit)}</span>
          <CopyButton text={isLive ? () => detectionJson(things) : undefined}>Copy JSON</CopyButton>
          {downloads !== undefined && <div className="w-full pb-1">{downloads}</div>}
        </>
      }
    >
      {isLive && exhibit.result.mismatch !== undefined && (
        <p role="note" className="text-pretty text-note text-muted">
          The export names {exhibit.result.mismatch.labels} classes, but the model has{' '}
          {exhibit.result.mismatch.classes}: so its names are not used.
        </p>
      )}
      <div aria-busy={isRunning} className="grid grow content-start gap-3">
        {isLive ? children : isRunning ? <PredictionsSkeleton /> : <Invitation />}
      </div>
      <Announcer message={message} />
    </Panel>
  )
}

function Invitation() {
  return (
    <p className="text-pretty text-muted">
      Give the model a picture: here it lists what it finds, and draws where.
    </p>
  )
}
