import { useEffect, useRef } from 'react'
import { ExampleTiles } from '../../pictures/example-tiles.tsx'
import type { Picture } from '../../pictures/picture.ts'
import { PicturePanel } from '../../pictures/picture-panel.tsx'
import { useSharedExample, withExample } from '../../pictures/shared-example.ts'
import { usePictures } from '../../pictures/use-pictures.ts'
import type { ImageToImageManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { OutputPanel } from './output-panel.tsx'

interface ImageToImageProps {
  manifest: ImageToImageManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A picture on one side, what a model makes of it on the other. */
export function ImageToImage({ manifest, runtime, shared, onShare }: ImageToImageProps) {
  const pictures = usePictures<ImageToImageManifest, undefined>(manifest, runtime, {
    inputOf: (image) => ({ image }),
  })
  const { exhibit, isRunning } = pictures

  function show(picture: Picture) {
    pictures.show(picture, undefined)
    onShare(withExample(new URLSearchParams(), picture))
  }

  useDroppedFile('a picture', (file) => show({ kind: 'file', file }))
  useSharedExample(shared, pictures.examples, show)

  const answer = useRef<HTMLDivElement>(null)
  const answerId = !isRunning && exhibit.kind === 'live' ? exhibit.id : undefined
  useEffect(() => {
    if (answerId !== undefined) revealBelow(answer.current)
  }, [answerId])

  return (
    <div className="grid gap-4 md:grid-cols-2 md:gap-6">
      <PicturePanel pictures={pictures} onPicture={show} />
      <ExampleTiles pictures={pictures} onPicture={show} />
      <div ref={answer} className="grid min-w-0 scroll-m-4">
        <OutputPanel manifest={manifest} pictures={pictures} />
      </div>
    </div>
  )
}
