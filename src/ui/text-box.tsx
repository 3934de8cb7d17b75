import type { ComponentProps, KeyboardEvent } from 'react'

type TextBoxProps = Omit<ComponentProps<'textarea'>, 'onChange' | 'onSubmit' | 'className'> & {
  value: string
  isRunning: boolean
  onChange(text: string): void
  onSubmit(): void
  onStop(): void
}

/** A text for a model: Enter runs it, Shift+Enter begins a line, Escape stops. */
export function TextBox({ isRunning, onChange, onSubmit, onStop, ...props }: TextBoxProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && isRunning) onStop()
    // Enter that picks a word from an input method is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onSubmit()
  }

  return (
    <textarea
      rows={3}
      {...props}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      className="min-h-24 w-full resize-y rounded-xl border border-edge bg-well px-4 py-3 text-base placeholder:text-muted"
    />
  )
}
