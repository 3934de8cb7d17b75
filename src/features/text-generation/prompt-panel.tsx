import { useId, type KeyboardEvent } from 'react'
import type { TextExample } from '../../protocol/manifest.ts'
import { Button } from '../../ui/button.tsx'
import { List } from '../../ui/list.tsx'
import { Panel } from '../../ui/panel.tsx'

interface PromptPanelProps {
  prompt: string
  examples: readonly TextExample[]
  isRunning: boolean
  onPrompt(prompt: string): void
  onGenerate(): void
  /** Undefined for a model that cannot say how probable its prompt is. */
  onScore: (() => void) | undefined
  onStop(): void
  onChoose(example: TextExample): void
}

export function PromptPanel(props: PromptPanelProps) {
  const { prompt, examples, isRunning, onPrompt, onGenerate, onScore, onStop, onChoose } = props
  const id = useId()
  const hintId = useId()

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && isRunning) onStop()
    // Enter that picks a word from an input method is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onGenerate()
  }

  return (
    <Panel title={<label htmlFor={id}>Prompt</label>}>
      <textarea
        id={id}
        value={prompt}
        rows={3}
        aria-describedby={hintId}
        placeholder="Begin a text, or leave this empty."
        onChange={(event) => onPrompt(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-h-24 w-full resize-y rounded-xl border border-edge bg-well px-4 py-3 text-base placeholder:text-muted"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={onGenerate}>
          Generate
        </Button>
        {isRunning && <Button onClick={onStop}>Stop</Button>}
        {onScore !== undefined && (
          <Button disabled={prompt === ''} onClick={onScore}>
            Score this text
          </Button>
        )}
        <p id={hintId} className="ml-1 text-note text-muted pointer-coarse:hidden">
          {isRunning ? 'Esc stops' : 'Enter generates, Shift+Enter begins a line'}
        </p>
      </div>
      {examples.length > 0 && (
        <List aria-label="Examples" className="flex flex-wrap gap-2">
          {examples.map((example, index) => (
            // An author may give two of them one title.
            <li key={index}>
              <button
                type="button"
                onClick={() => onChoose(example)}
                className="min-h-8 cursor-pointer rounded-full border border-line px-3 py-1 text-left text-note text-ink transition-colors duration-100 hover:border-accent hover:text-accent pointer-coarse:min-h-11 pointer-coarse:px-4"
              >
                {example.title}
              </button>
            </li>
          ))}
        </List>
      )}
    </Panel>
  )
}
