import { useEffect, useRef, useState } from 'react'
import type { ImageClassificationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useRun } from '../../queries/use-run.ts'
import { useSession } from '../../queries/use-session.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { useFileIntake } from '../../ui/use-file-intake.ts'
import { DropCurtain } from './drop-curtain.tsx'
import { blobOf, exhibitOf, incomingOf, type Picture, type Subject } from './exhibit.ts'
import { ExampleTiles } from './example-tiles.tsx'
import { PicturePanel } from './picture-panel.tsx'
import { PredictionsPanel } from './predictions-panel.tsx'
import { parseTopK, readShared, usualTopK, writeShared } from './top-k.ts'

interface ImageClassificationProps {
  manifest: ImageClassificationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A picture on one side, what the model sees in it on the other. */
export function ImageClassification(props: ImageClassificationProps) {
  const { manifest, runtime, shared, onShare } = props
  const { session } = useSession(manifest, runtime)
  const run = useRun<ImageClassificationManifest, Subject>(manifest, runtime)
  const [rawTopK, setRawTopK] = useState(() => String(readShared(shared)))
  const topK = parseTopK(rawTopK) ?? usualTopK

  function classify(picture: Picture, k: number) {
    run.start({ picture, topK: k }, async (signal) => ({
      image: await blobOf(picture, manifest, signal),
      topK: k,
    }))
    onShare(writeShared(k))
  }

  const isOver = useFileIntake((intake) => classify(intake, topK))
  const exhibit = exhibitOf(run.state, manifest.examples[0], topK)
  const incoming = incomingOf(run.state, exhibit)

  const answer = useRef<HTMLDivElement>(null)
  const answerId = run.state.status === 'done' ? run.state.id : undefined
  useEffect(() => {
    if (answerId !== undefined) revealBelow(answer.current)
  }, [answerId])

  function changeTopK(raw: string) {
    setRawTopK(raw)
    const next = parseTopK(raw)
    const picture = run.state.status === 'running' ? run.state.subject.picture : pictureOf(exhibit)
    if (next !== undefined && picture !== undefined) classify(picture, next)
  }

  return (
    <div className="grid gap-4 md:grid-cols-2 md:gap-6">
      <PicturePanel
        base={manifest.base}
        exhibit={exhibit}
        incoming={incoming}
        isLoaded={session.status === 'ready'}
        error={run.state.status === 'failed' ? run.state.error : undefined}
        onPicture={(picture) => classify(picture, topK)}
      />
      <ExampleTiles
        base={manifest.base}
        examples={manifest.examples}
        current={incoming ?? pictureOf(exhibit)}
        onChoose={(example) => classify({ kind: 'example', example }, topK)}
      />
      <div ref={answer} className="grid scroll-m-4">
        <PredictionsPanel
          exhibit={exhibit}
          isRunning={run.state.status === 'running'}
          isOutdated={incoming !== undefined}
          rawTopK={rawTopK}
          onTopK={changeTopK}
        />
      </div>
      {isOver && <DropCurtain />}
    </div>
  )
}

function pictureOf(exhibit: ReturnType<typeof exhibitOf>): Picture | undefined {
  return exhibit.kind === 'nothing' ? undefined : exhibit.picture
}
