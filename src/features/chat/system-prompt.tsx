import { useId } from 'react'
import { Fold } from '../../ui/fold.tsx'
import { TextArea } from '../../ui/text-field.tsx'

interface SystemPromptProps {
  system: string
  onSystem(system: string): void
}

/** What the model is told beforehand. */
export function SystemPrompt({ system, onSystem }: SystemPromptProps) {
  const hintId = useId()
  return (
    <Fold title="System prompt">
      <TextArea
        aria-label="System prompt"
        aria-describedby={hintId}
        value={system}
        rows={4}
        onChange={onSystem}
      />
      <p id={hintId} className="mt-2 text-note text-pretty text-muted">
        Stands before the conversation, from the next message on. Not every model heeds it.
      </p>
    </Fold>
  )
}
