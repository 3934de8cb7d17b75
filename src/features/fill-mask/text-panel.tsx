import { useId, useLayoutEffect, useRef } from 'react'
import type { LabelledTextExample } from '../../protocol/manifest.ts'
import { Button } from '../../ui/button.tsx'
import { ExampleChips } from '../../ui/example-chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunButtons } from '../../ui/run-buttons.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { insertMask } from './insert-mask.ts'

interface TextPanelProps {
  text: string
  maskToken: string
  examples: readonly LabelledTextExample[]
  isRunning: boolean
  onText(text: string): void
  onFillIn(): void
  onStop(): void
  onChoose(example: LabelledTextExample): void
}

export function TextPanel(props: TextPanelProps) {
  const { text, maskToken, examples, isRunning, onText, onFillIn, onStop, onChoose } = props
  const id = useId()
  const hintId = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number>(undefined)

  // The text that React writes takes the caret to its end.
  useLayoutEffect(() => {
    if (caret.current === undefined) return
    box.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })

  function insert() {
    if (box.current === null) return
    const { selectionStart, selectionEnd } = box.current
    const inserted = insertMask(text, maskToken, selectionStart, selectionEnd)
    caret.current = inserted.caret
    onText(inserted.text)
    box.current.focus()
  }

  return (
    <Panel title={<label htmlFor={id}>Text</label>}>
      <TextBox
        ref={box}
        id={id}
        value={text}
        aria-describedby={hintId}
        placeholder={`Type a text, with ${maskToken} where a word is missing.`}
        isRunning={isRunning}
        onChange={onText}
        onSubmit={onFillIn}
        onStop={onStop}
      />
      <RunButtons
        verb="Fill in"
        hint="Enter fills in, Shift+Enter begins a line"
        hintId={hintId}
        isRunning={isRunning}
        onRun={onFillIn}
        onStop={onStop}
      >
        <Button onClick={insert}>Insert {maskToken}</Button>
      </RunButtons>
      <ExampleChips examples={examples} onChoose={onChoose} />
    </Panel>
  )
}
