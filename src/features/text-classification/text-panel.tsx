import { useId } from 'react'
import type { LabelledTextExample } from '../../protocol/manifest.ts'
import { ExampleChips } from '../../ui/example-chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunButtons } from '../../ui/run-buttons.tsx'
import { TextBox } from '../../ui/text-box.tsx'

interface TextPanelProps {
  text: string
  examples: readonly LabelledTextExample[]
  isRunning: boolean
  onText(text: string): void
  onClassify(): void
  onStop(): void
  onChoose(example: LabelledTextExample): void
}

export function TextPanel(props: TextPanelProps) {
  const { text, examples, isRunning, onText, onClassify, onStop, onChoose } = props
  const id = useId()
  const hintId = useId()
  return (
    <Panel title={<label htmlFor={id}>Text</label>}>
      <TextBox
        id={id}
        value={text}
        aria-describedby={hintId}
        placeholder="Type or paste a text."
        isRunning={isRunning}
        onChange={onText}
        onSubmit={onClassify}
        onStop={onStop}
      />
      <RunButtons
        verb="Classify"
        hint="Enter classifies, Shift+Enter begins a line"
        hintId={hintId}
        isRunning={isRunning}
        onRun={onClassify}
        onStop={onStop}
      />
      <ExampleChips examples={examples} onChoose={onChoose} />
    </Panel>
  )
}
