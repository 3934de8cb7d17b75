import { describeError } from '../../protocol/messages.ts'
import type { ManyState } from '../../queries/many-state.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type { Item } from './item.ts'
import type { Seen } from './seen.ts'
import { progressWords } from './words.ts'

interface ManyProgressProps {
  state: Exclude<ManyState<Item, Seen>, { status: 'idle' }>
  onCancel(): void
  onGoOn(): void
}

/** How far it is; what there is to do about it. */
export function ManyProgress({ state, onCancel, onGoOn }: ManyProgressProps) {
  const { status, count, items } = state
  const text = progressWords(state)
  const isRunning = status === 'running'
  return (
    <div aria-busy={isRunning}>
      {status === 'failed' && <Alert {...describeError(state.error)} detail={state.error.detail} />}
      <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
        <span>{text}</span>
        {isRunning ? (
          <Button onClick={onCancel}>Cancel</Button>
        ) : (
          status !== 'done' && <Button onClick={onGoOn}>Go on</Button>
        )}
      </div>
      {status !== 'done' && (
        <ProgressBar
          name="Looking at pictures"
          percent={(100 * count) / items.length}
          text={text}
        />
      )}
    </div>
  )
}
