import { useSyncExternalStore } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { useLoader } from '../../queries/loader-context.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { loadWords } from './load-words.ts'

/** Finding out what an export is, above whatever is shown meanwhile. */
export type Opening =
  | { readonly status: 'idle' }
  | { readonly status: 'busy'; readonly name: string }
  | { readonly status: 'failed'; readonly error: VitrineError }

interface OpeningBarProps {
  opening: Opening
  onCancel(): void
  onDismiss(): void
}

export function OpeningBar({ opening, onCancel, onDismiss }: OpeningBarProps) {
  switch (opening.status) {
    case 'idle':
      return null
    case 'busy':
      return (
        <div ref={reveal} className="mb-6 scroll-m-4">
          <DescribingBar words={`Opening ${opening.name}`} onCancel={onCancel} />
        </div>
      )
    case 'failed':
      return (
        <div ref={reveal} className="mb-6 scroll-m-4">
          <Alert {...describeError(opening.error)} detail={opening.error.detail}>
            <Button onClick={onDismiss}>Dismiss</Button>
          </Alert>
        </div>
      )
    default:
      return opening satisfies never
  }
}

interface DescribingBarProps {
  words: string
  onCancel(): void
}

/** How far it is to find out what an export is. */
export function DescribingBar({ words, onCancel }: DescribingBarProps) {
  const { describing } = useLoader()
  const estimate = useSyncExternalStore(describing.subscribe, describing.estimate)
  const text = loadWords(estimate)
  return (
    <>
      <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
        <span className="wrap-anywhere">
          {words} · {text}
        </span>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <ProgressBar name="Loading model" percent={estimate?.percent} text={text} />
    </>
  )
}

/** What is dropped at the foot of a long page is answered at its head. */
function reveal(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
