import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { DescribingBar } from './opening-bar.tsx'

export type DescribingState =
  | { readonly status: 'busy' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: VitrineError }

interface DescribingProps {
  state: DescribingState
  onCancel(): void
  onRetry(): void
}

/** Stands in the place of the demo until it is known which one it will be. */
export function Describing({ state, onCancel, onRetry }: DescribingProps) {
  switch (state.status) {
    case 'busy':
      return (
        <div className="mt-3">
          <DescribingBar words="Finding out what this is" onCancel={onCancel} />
        </div>
      )
    case 'cancelled':
      return (
        <div className="mt-4">
          <p className="mb-4 text-muted">It is not open.</p>
          <Ways again="Open it after all" onRetry={onRetry} />
        </div>
      )
    case 'failed':
      return (
        <div className="mt-4">
          <Alert {...describeError(state.error)} detail={state.error.detail}>
            <Ways again="Try again" onRetry={onRetry} />
          </Alert>
        </div>
      )
    default:
      return state satisfies never
  }
}

function Ways({ again, onRetry }: { again: string; onRetry(): void }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={onRetry}>{again}</Button>
      <a href="./" className={buttonClass('plain')}>
        Back to the demos
      </a>
    </div>
  )
}
