import { useId } from 'react'
import type { TextPairExample } from '../../protocol/manifest.ts'
import { ExampleChips } from '../../ui/example-chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunButtons } from '../../ui/run-buttons.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import type { Texts } from './form.ts'

interface TextsPanelProps {
  texts: Texts
  examples: readonly TextPairExample[]
  isRunning: boolean
  onTexts(texts: Texts): void
  onCompare(): void
  onStop(): void
  onChoose(example: TextPairExample): void
}

export function TextsPanel(props: TextsPanelProps) {
  const { texts, examples, isRunning, onTexts, onCompare, onStop, onChoose } = props
  const [first, second] = texts
  const firstId = useId()
  const secondId = useId()
  const hintId = useId()
  const common = {
    rows: 2,
    'aria-describedby': hintId,
    placeholder: 'Type or paste a text.',
    isRunning,
    onSubmit: onCompare,
    onStop,
  }
  return (
    <Panel title={<label htmlFor={firstId}>First text</label>}>
      <TextBox
        {...common}
        id={firstId}
        value={first}
        onChange={(text) => onTexts([text, second])}
      />
      <label htmlFor={secondId} className="-mb-1 text-note font-semibold text-muted">
        Second text
      </label>
      <TextBox
        {...common}
        id={secondId}
        value={second}
        onChange={(text) => onTexts([first, text])}
      />
      <RunButtons
        verb="Compare"
        hint="Enter compares, Shift+Enter begins a line"
        hintId={hintId}
        isRunning={isRunning}
        onRun={onCompare}
        onStop={onStop}
      />
      <ExampleChips examples={examples} onChoose={onChoose} />
    </Panel>
  )
}
