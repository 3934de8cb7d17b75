import { useEffect, useRef, useState } from 'react'
import { VitrineError } from '../../protocol/errors.ts'
import type { ImageClassificationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useRun } from '../../queries/use-run.ts'
import { useSession } from '../../queries/use-session.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { parseTopK, usualTopK } from '../../ui/top-k.ts'
import { exhibitOf, incomingOf, type Picture, type Subject } from './exhibit.ts'
import { fetchPicture, usePictureSource } from './example-picture.tsx'
import { ExampleTiles } from './example-tiles.tsx'
import { PicturePanel } from './picture-panel.tsx'
import { PredictionsPanel } from './predictions-panel.tsx'
import { readShared, writeShared } from './top-k.ts'

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
  const sourceOf = usePictureSource(manifest)
  const examples = manifest.examples.filter(({ image }) => sourceOf(image) !== undefined)
  const run = useRun<ImageClassificationManifest, Subject>(manifest, runtime)
  const [rawTopK, setRawTopK] = useState(() => String(readShared(shared)))
  const topK = parseTopK(rawTopK) ?? usualTopK

  function classify(picture: Picture, k: number) {
    run.start({ picture, topK: k }, async (signal) => ({
      image: await blobOf(picture, signal),
      topK: k,
    }))
    onShare(writeShared(k))
  }

  async function blobOf(picture: Picture, signal: AbortSignal): Promise<Blob> {
    if (picture.kind === 'file') return picture.file
    const path = picture.example.image
    const source = sourceOf(path)
    if (source === undefined) throw new VitrineError('file-unreachable', { path })
    return fetchPicture(source, signal)
  }

  useDroppedFile('a picture', (file) => classify({ kind: 'file', file }, topK))
  const exhibit = exhibitOf(run.state, examples[0], topK)
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
        sourceOf={sourceOf}
        exhibit={exhibit}
        incoming={incoming}
        isLoaded={session.status === 'ready'}
        error={run.state.status === 'failed' ? run.state.error : undefined}
        onPicture={(picture) => classify(picture, topK)}
      />
      <ExampleTiles
        sourceOf={sourceOf}
        examples={examples}
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
    </div>
  )
}

function pictureOf(exhibit: ReturnType<typeof exhibitOf>): Picture | undefined {
  return exhibit.kind === 'nothing' ? undefined : exhibit.picture
}
