import { useEffect, useRef, useState } from 'react'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { TensorsResult } from '../../protocol/tasks.ts'
import { useRun } from '../../queries/use-run.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { InputsPanel } from './inputs-panel.tsx'
import { makeTensors } from './make-tensor.ts'
import { OutputPanel } from './output-panel.tsx'
import { readShared, writeShared } from './shared-state.ts'
import type { TensorsProps } from './tensors-props.ts'
import { recognisedWords } from './words.ts'

/** The graph's inputs on one side, what it makes of them on the other. */
export function TensorsDemo({ manifest, runtime, shared, onShare }: TensorsProps) {
  const { inputs, outputs, recognised } = manifest
  const run = useRun<TensorsManifest, undefined>(manifest, runtime)
  const [draft, setDraft] = useState(() => readShared(inputs, shared))
  const result = useLastResult(run.state.status === 'done' ? run.state.result : undefined)

  const output = useRef<HTMLDivElement>(null)
  const { status } = run.state
  useEffect(() => {
    if (status === 'done' || status === 'failed') revealBelow(output.current)
  }, [status])

  return (
    <>
      {recognised !== undefined && (
        <p className="mb-4 rounded-xl border border-line bg-panel px-4 py-3 text-pretty">
          {recognisedWords(recognised)}
        </p>
      )}
      <div className="grid items-start gap-4 md:grid-cols-2 md:gap-6">
        <InputsPanel
          inputs={inputs}
          draft={draft}
          isRunning={run.state.status === 'running'}
          onChange={setDraft}
          onRun={() => {
            run.start(undefined, () => ({ tensors: makeTensors(inputs, draft) }))
            onShare(writeShared(inputs, draft))
          }}
          onStop={run.stop}
        />
        <div ref={output} className="grid scroll-m-4 md:sticky md:top-6 md:min-h-96">
          <OutputPanel
            outputs={outputs}
            result={result}
            isRunning={run.state.status === 'running'}
            error={run.state.status === 'failed' ? run.state.error : undefined}
          />
        </div>
      </div>
    </>
  )
}

/** The last answer stays, also when the next run is stopped before it has one. */
function useLastResult(result: TensorsResult | undefined): TensorsResult | undefined {
  const [last, setLast] = useState(result)
  if (result !== undefined && result !== last) setLast(result)
  return result ?? last
}
