import type { ReactNode } from 'react'
import { Announcer } from './announcer.tsx'
import { CopyButton } from './copy-button.tsx'
import { Panel } from './panel.tsx'

interface AnswerPanelProps {
  aside?: ReactNode
  /** How long it took. */
  speed: string
  /** What "Copy JSON" copies; undefined where there is nothing yet. */
  json: (() => string) | undefined
  isRunning: boolean
  /** The question has changed since this was answered. */
  isOutdated: boolean
  /** What there is to say of the question: how much of it was read. */
  notes: string | undefined
  /** For screen readers. */
  message: string
  alert?: ReactNode
  children: ReactNode
}

/** What a model answers to a text, all at once. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { aside, speed, json, isRunning, isOutdated, notes, message, alert, children } = props
  return (
    <Panel
      title="Output"
      isRegion
      aside={aside}
      foot={
        <>
          {/* To be looked up, not to be read out. */}
          <output aria-label="Speed" aria-live="off">
            {speed}
          </output>
          <CopyButton text={json}>Copy JSON</CopyButton>
        </>
      }
    >
      {alert}
      <div aria-busy={isRunning} className="grow">
        {children}
      </div>
      {(notes !== undefined || isOutdated) && (
        <p className="num text-note text-muted">
          {notes} {isOutdated && 'The text has changed since.'}
        </p>
      )}
      <Announcer message={message} />
    </Panel>
  )
}
