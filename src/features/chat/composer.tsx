import { useId, type KeyboardEvent } from 'react'
import { Button } from '../../ui/button.tsx'

interface ComposerProps {
  message: string
  isRunning: boolean
  onMessage(message: string): void
  onSend(): void
  onStop(): void
}

/** Where the person writes. It can be written in while the model answers; only sending waits. */
export function Composer({ message, isRunning, onMessage, onSend, onStop }: ComposerProps) {
  const id = useId()
  const hintId = useId()

  function onKeyDown(event: KeyboardEvent) {
    // Enter that picks a word from an input method is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onSend()
  }

  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        Message
      </label>
      <textarea
        id={id}
        value={message}
        rows={2}
        aria-describedby={hintId}
        placeholder="Say something to the model."
        onChange={(event) => onMessage(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-48 min-h-16 w-full resize-y rounded-xl border border-edge bg-well px-4 py-3 text-base placeholder:text-muted"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={isRunning || message.trim() === ''} onClick={onSend}>
          Send
        </Button>
        {isRunning && <Button onClick={onStop}>Stop</Button>}
        <p id={hintId} className="ml-1 text-note text-muted pointer-coarse:hidden">
          {isRunning ? 'Esc stops' : 'Enter sends, Shift+Enter begins a line'}
        </p>
      </div>
    </div>
  )
}
