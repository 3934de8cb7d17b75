import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { ExampleTiles } from '../../pictures/example-tiles.tsx'
import type { Picture } from '../../pictures/picture.ts'
import { PicturePanel } from '../../pictures/picture-panel.tsx'
import { useSharedExample, withExample } from '../../pictures/shared-example.ts'
import { usePictures } from '../../pictures/use-pictures.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { parseTopK, usualTopK } from '../../ui/top-k.ts'
import type { Asked } from './exhibit.ts'
import { PredictionsPanel } from './predictions-panel.tsx'
import { readShared, writeShared } from './top-k.ts'

const Explanations = lazy(() =>
  import('./explanations.tsx').then((found) => ({ default: found.Explanations })),
)

interface ImageClassificationProps {
  manifest: ImageClassificationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
  /** Several at once. */
  onFiles?: (files: readonly File[]) => void
}

/** A picture on one side, what the model sees in it on the other. */
export function ImageClassification(props: ImageClassificationProps) {
  const { manifest, runtime, shared, onShare, onFiles } = props
  const [rawTopK, setRawTopK] = useState(() => String(readShared(shared)))
  const topK = parseTopK(rawTopK) ?? usualTopK
  const pictures = usePictures<ImageClassificationManifest, Asked>(manifest, runtime, {
    inputOf: (image, asked) => ({
      image,
      topK: asked.topK,
      // A threshold is moved without another run.
      ...(manifest.scores === 'sigmoid' && { all: true }),
    }),
    isKnown: ({ predictions }) => predictions !== undefined,
  })
  const { exhibit, current } = pictures
  const [overlay, setOverlay] = useState<{ id: number; content: ReactNode }>()
  const id = exhibit.kind === 'live' ? exhibit.id : undefined

  function classify(picture: Picture, k = topK) {
    pictures.show(picture, { topK: k })
    onShare(withExample(writeShared(k), picture))
  }

  useDroppedFile('a picture', (file) => classify({ kind: 'file', file }))
  useSharedExample(shared, pictures.examples, (picture) => classify(picture))

  const answer = useRef<HTMLDivElement>(null)
  const answerId = !pictures.isRunning && exhibit.kind === 'live' ? exhibit.id : undefined
  useEffect(() => {
    if (answerId !== undefined) revealBelow(answer.current)
  }, [answerId])

  // Before a first answer there is nothing to explain, and no reason to fetch how.
  const canExplain =
    exhibit.kind === 'live' || manifest.examples.some(({ expected }) => expected !== undefined)

  function changeTopK(raw: string) {
    setRawTopK(raw)
    const next = parseTopK(raw)
    if (next !== undefined && current !== undefined) classify(current, next)
  }

  return (
    <div className="grid gap-4 md:grid-cols-2 md:gap-6">
      <PicturePanel
        pictures={pictures}
        onPicture={(picture) => classify(picture)}
        onFiles={onFiles}
        overlay={overlay?.id === id ? overlay?.content : undefined}
      />
      <ExampleTiles pictures={pictures} onPicture={(picture) => classify(picture)} />
      <div ref={answer} className="grid scroll-m-4">
        <PredictionsPanel
          manifest={manifest}
          exhibit={exhibit}
          isRunning={pictures.isRunning}
          isOutdated={pictures.incoming !== undefined}
          topK={topK}
          rawTopK={rawTopK}
          onTopK={changeTopK}
        />
      </div>
      {canExplain && (
        <div className="grid min-w-0 gap-3 md:order-last md:col-span-2">
          <Suspense>
            <Explanations
              {...{ pictures, manifest, runtime, onOverlay: setOverlay }}
              onPicture={(picture) => classify(picture)}
            />
          </Suspense>
        </div>
      )}
    </div>
  )
}
