import { useRef, useState } from 'react'
import type { FeatureExtractionManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { readShared, writeShared, type Texts } from './form.ts'
import { OutputPanel } from './output-panel.tsx'
import { TextsPanel } from './texts-panel.tsx'

interface FeatureExtractionProps {
  manifest: FeatureExtractionManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** Two texts on one side, how alike the model finds them on the other. */
export function FeatureExtraction(props: FeatureExtractionProps) {
  const { manifest, runtime, shared, onShare } = props
  const { start, stop, isRunning, error, answer } = useAnswer<FeatureExtractionManifest, Texts>(
    manifest,
    runtime,
  )
  const output = useRef<HTMLDivElement>(null)
  const [texts, setTexts] = useState(() => readShared(shared, manifest))

  function compare(next: Texts) {
    start(next, () => ({ texts: next }))
    onShare(writeShared(next))
    revealBelow(output.current)
  }

  return (
    <div className="grid items-start gap-4 md:grid-cols-2 md:gap-6">
      <TextsPanel
        texts={texts}
        examples={manifest.examples}
        isRunning={isRunning}
        onTexts={setTexts}
        onCompare={() => compare(texts)}
        onStop={stop}
        onChoose={(example) => {
          setTexts(example.texts)
          compare(example.texts)
        }}
      />
      <div ref={output} className="grid scroll-m-4">
        <OutputPanel
          result={answer?.result}
          isRunning={isRunning}
          isOutdated={answer?.subject.some((text, index) => text !== texts[index]) === true}
          error={error}
        />
      </div>
    </div>
  )
}
