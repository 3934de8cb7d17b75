import type { ReactNode } from 'react'
import type { Manifest } from '../protocol/manifest.ts'
import { describeError } from '../protocol/messages.ts'
import type { LoadEstimate } from '../queries/load-estimate.ts'
import type { Session } from '../queries/use-session.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { AboutExport } from './about-export.tsx'

interface LoadBarProps {
  manifest: Manifest
  session: Session
  onLoad(): void
  onCancel(): void
}

/** One line that keeps its height, so that nothing jumps when the model has come: first progress, then what came. */
export function LoadBar({ manifest, session, onLoad, onCancel }: LoadBarProps) {
  switch (session.status) {
    case 'loading': {
      const text = progressWords(session.estimate)
      return (
        <div className="mt-3 mb-6">
          <Row>
            <span>
              <span className="hidden sm:inline">Loading the model · </span>
              {text}
            </span>
            <Button look="quiet" onClick={onCancel}>
              Cancel
            </Button>
          </Row>
          <ProgressBar name="Loading model" percent={session.estimate?.percent} text={text} />
        </div>
      )
    }
    case 'cancelled':
      return (
        <div className="mt-3 mb-6 border-b border-line pb-0.75">
          <Row>
            The model is not loaded.
            <Button look="quiet" onClick={onLoad}>
              Load model
            </Button>
          </Row>
        </div>
      )
    case 'failed':
      return (
        <div className="mt-4 mb-6">
          <Alert {...describeError(session.error)} detail={session.error.detail}>
            <Button onClick={onLoad}>Try again</Button>
          </Alert>
        </div>
      )
    case 'ready':
      return (
        <div className="mt-3 mb-6 border-b border-line pb-0.75">
          <AboutExport manifest={manifest} opened={session.opened} />
        </div>
      )
    default:
      return session satisfies never
  }
}

function Row({ children }: { children: ReactNode }) {
  return (
    <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
      {children}
    </div>
  )
}

function progressWords(estimate: LoadEstimate | undefined): string {
  if (estimate === undefined) return 'Starting…'
  const { stage, loadedBytes, totalBytes, secondsLeft } = estimate
  if (stage === 'prepare') return 'Here; getting ready…'
  const amount = `${inMegabytes(loadedBytes)} of ${inMegabytes(totalBytes)} MB`
  return secondsLeft === undefined ? amount : `${amount} · ${secondsLeft} s left`
}

function inMegabytes(sizeBytes: number): string {
  return (sizeBytes / 1e6).toFixed(1)
}
