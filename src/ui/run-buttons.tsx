import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface RunButtonsProps {
  /** On the button: "Classify". */
  verb: string
  /** What the keys do while nothing runs. */
  hint: string
  hintId: string
  isRunning: boolean
  onRun(): void
  onStop(): void
  /** More buttons, behind these. */
  children?: ReactNode
}

export function RunButtons(props: RunButtonsProps) {
  const { verb, hint, hintId, isRunning, onRun, onStop, children } = props
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button look="primary" onClick={onRun}>
        {verb}
      </Button>
      {isRunning && <Button onClick={onStop}>Stop</Button>}
      {children}
      <p id={hintId} className="ml-1 text-note text-muted pointer-coarse:hidden">
        {isRunning ? 'Esc stops' : hint}
      </p>
    </div>
  )
}
