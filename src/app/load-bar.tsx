import type { ReactNode } from 'react'
import { loadWords } from '../features/open-model/load-words.ts'
import type { Kept } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { describeError } from '../protocol/messages.ts'
import type { Session } from '../queries/use-session.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { AboutExport } from './about-export.tsx'
import { keptWords } from './kept-words.ts'

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
      const text = loadWords(session.estimate)
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
          <KeptNotice kept={session.opened.kept} />
          <AboutExport manifest={manifest} opened={session.opened} />
        </div>
      )
    default:
      return session satisfies never
  }
}

/** Only bad news is news: a model that was kept, or lies on the device anyway, says nothing. */
function KeptNotice({ kept }: { kept: Kept }) {
  if (kept.where !== 'nowhere') return null
  return (
    <p className="py-2 text-note text-pretty text-muted">
      {keptWords(kept)}{' '}
      {kept.why === 'storage-full' && (
        <a href="?view=storage" className="underline underline-offset-2 hover:text-ink">
          See what is stored
        </a>
      )}
    </p>
  )
}

function Row({ children }: { children: ReactNode }) {
  return (
    <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
      {children}
    </div>
  )
}
