import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PredictionsSkeleton } from '../../ui/predictions.tsx'
import { answerJson, problemJson } from './answer-json.ts'
import { AnswerView } from './answer-view.tsx'
import type { Exhibit } from './exhibit.ts'
import type { Problem } from './problem.ts'
import type { TableManifest } from './row.ts'
import { announcement, speedWords } from './words.ts'

interface OutputPanelProps {
  manifest: TableManifest
  exhibit: Exhibit
  isRunning: boolean
  isSlow: boolean
  /** The row has changed since, and no answer to it is about to come. */
  isOutdated: boolean
  problem: Problem | undefined
  /** What is wrong with fields, for whoever does not see them. */
  said: string | undefined
  /** Takes away what the row has and the model does not know; undefined where there is no such thing. */
  onLeaveOut: (() => void) | undefined
}

export function OutputPanel(props: OutputPanelProps) {
  const { manifest, exhibit, isRunning, isSlow, isOutdated, problem, said, onLeaveOut } = props
  const answer = exhibit.kind === 'nothing' ? undefined : exhibit.answer
  const version = exhibit.kind === 'live' ? exhibit.result.modelVersion : manifest.modelVersion
  return (
    <Panel
      title="Output"
      isRegion
      aside={
        version !== undefined && (
          <span className="num text-note wrap-anywhere text-muted">model_version {version}</span>
        )
      }
      foot={
        <>
          {/* To be looked up, not to be read out. */}
          <output aria-label="Speed" aria-live="off">
            {speedWords(exhibit)}
          </output>
          <CopyButton
            text={
              problem !== undefined
                ? () => problemJson(problem)
                : answer && (() => answerJson(answer, manifest))
            }
          >
            Copy JSON
          </CopyButton>
        </>
      }
    >
      {problem !== undefined && (
        <Alert {...problem.words} detail={problem.detail}>
          {onLeaveOut && <Button onClick={onLeaveOut}>Leave out what is unknown</Button>}
        </Alert>
      )}
      <div aria-busy={isRunning} className="grow">
        {answer !== undefined ? (
          <AnswerView manifest={manifest} answer={answer} isOutdated={isOutdated} />
        ) : isSlow ? (
          <PredictionsSkeleton />
        ) : (
          <p className="text-pretty text-muted">
            Fill in the fields: here stands what the model says of the row.
          </p>
        )}
      </div>
      {isOutdated && (
        <p className="text-note text-muted">
          This is the answer to an earlier row: {said ?? 'the row has changed since.'}
        </p>
      )}
      <Announcer message={said ?? announcement(exhibit, manifest)} />
    </Panel>
  )
}
