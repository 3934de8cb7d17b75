import { useSyncExternalStore } from 'react'
import type { TableProgress } from '../../protocol/table-tasks.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { progressWords } from './words.ts'

interface RunProgressProps {
  step: TableProgress | undefined
  name: string
  /** On the page's own clock. */
  startedAt: number
  onCancel(): void
}

/** How far the run is; how to end it. */
export function RunProgress({ step, name, startedAt, onCancel }: RunProgressProps) {
  const text = progressWords(step, useElapsed(startedAt))
  return (
    <div aria-busy="true">
      <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
        <span>{text}</span>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <ProgressBar
        name={`Running ${name}`}
        percent={step && (100 * step.bytes) / Math.max(step.totalBytes, 1)}
        text={text}
      />
    </div>
  )
}

const tickMs = 250

/** Milliseconds since then, four times a second. */
function useElapsed(startedAt: number): number {
  return useSyncExternalStore(
    (tick) => {
      const timer = setInterval(tick, tickMs)
      return () => clearInterval(timer)
    },
    () => Math.floor((performance.now() - startedAt) / tickMs) * tickMs,
  )
}
