import { useRef, useState } from 'react'
import type { FillMaskManifest, LabelledTextExample } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { useSession } from '../../queries/use-session.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { readShared, topKOf, writeShared, type TextForm } from '../../ui/text-form.ts'
import { maxTopK } from '../../ui/top-k.ts'
import { exhibitOf } from './exhibit.ts'
import { OutputPanel } from './output-panel.tsx'
import { TextPanel } from './text-panel.tsx'

interface FillMaskProps {
  manifest: FillMaskManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A text with gaps on one side, the words that fit on the other. */
export function FillMask({ manifest, runtime, shared, onShare }: FillMaskProps) {
  const { maskToken, examples } = manifest
  const { session } = useSession(manifest, runtime)
  const { start, stop, reset, isRunning, error, answer } = useAnswer<FillMaskManifest, string>(
    manifest,
    runtime,
  )
  const output = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState(() => readShared(shared, examples))

  function fillIn(next: TextForm<LabelledTextExample>) {
    // Asked for once, shown as far as the visitor wants to see them.
    start(next.text, () => ({ text: next.text, topK: maxTopK }))
    onShare(writeShared(next))
    revealBelow(output.current)
  }

  function choose(example: LabelledTextExample) {
    const next = { ...form, text: example.text, example }
    setForm(next)
    // Before the model has come, what it said beforehand is there at once; afterwards it is asked for real.
    if (session.status === 'ready' || example.predictions === undefined) fillIn(next)
    else reset()
  }

  function changeTopK(rawTopK: string) {
    const next = { ...form, rawTopK }
    setForm(next)
    if (answer !== undefined) onShare(writeShared({ ...next, text: answer.subject }))
  }

  const exhibit = exhibitOf(answer, form, topKOf(form))
  return (
    <div className="grid items-start gap-4 md:grid-cols-2 md:gap-6">
      <TextPanel
        text={form.text}
        maskToken={maskToken}
        examples={examples}
        isRunning={isRunning}
        onText={(text) => setForm({ ...form, text })}
        onFillIn={() => fillIn(form)}
        onStop={stop}
        onChoose={choose}
      />
      <div ref={output} className="grid scroll-m-4">
        <OutputPanel
          exhibit={exhibit}
          maskToken={maskToken}
          isRunning={isRunning}
          isOutdated={exhibit.kind !== 'nothing' && exhibit.text !== form.text}
          error={error}
          rawTopK={form.rawTopK}
          onTopK={changeTopK}
        />
      </div>
    </div>
  )
}
