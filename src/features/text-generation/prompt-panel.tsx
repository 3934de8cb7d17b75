import { useId } from 'react'
import type { TextExample } from '../../protocol/manifest.ts'
import { Button } from '../../ui/button.tsx'
import { ExampleChips } from '../../ui/example-chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunButtons } from '../../ui/run-buttons.tsx'
import { TextBox } from '../../ui/text-box.tsx'

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
  return (
    <Panel title={<label htmlFor={id}>Prompt</label>}>
      <TextBox
        id={id}
        value={prompt}
        aria-describedby={hintId}
        placeholder="Begin a text, or leave this empty."
        isRunning={isRunning}
        onChange={onPrompt}
        onSubmit={onGenerate}
        onStop={onStop}
      />
      <RunButtons
        verb="Generate"
        hint="Enter generates, Shift+Enter begins a line"
        hintId={hintId}
        isRunning={isRunning}
        onRun={onGenerate}
        onStop={onStop}
      >
        {onScore !== undefined && (
          <Button disabled={prompt === ''} onClick={onScore}>
            Score this text
          </Button>
        )}
      </RunButtons>
      <ExampleChips examples={examples} onChoose={onChoose} />
    </Panel>
  )
}
