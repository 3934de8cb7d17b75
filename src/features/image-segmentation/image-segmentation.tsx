import { useEffect, useRef, useState } from 'react'
import { ExampleTiles } from '../../pictures/example-tiles.tsx'
import type { Picture } from '../../pictures/picture.ts'
import { PicturePanel } from '../../pictures/picture-panel.tsx'
import { useSharedExample, withExample } from '../../pictures/shared-example.ts'
import { usePictures } from '../../pictures/use-pictures.ts'
import type { ImageSegmentationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { MaskOverlay } from './mask-overlay.tsx'
import { SegmentsPanel } from './segments-panel.tsx'
import { readShared, usualLook, writeShared, type Look } from './settings.ts'
import { useSegments } from './use-segments.ts'

/** A slider that is drawn passes many values; browsers refuse an address that changes with each. */
const settledMs = 400

interface ImageSegmentationProps {
  manifest: ImageSegmentationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A picture under its mask on one side, what the areas are on the other. */
export function ImageSegmentation(props: ImageSegmentationProps) {
  const { manifest, runtime, shared, onShare } = props
  const [look, setLook] = useState(() => readShared(shared, usualLook(manifest.thresholds)))
  const pictures = usePictures<ImageSegmentationManifest, undefined>(manifest, runtime, {
    inputOf: (image) => ({ image }),
  })
  const [segments, mean] = useSegments(pictures.exhibit, look)

  function segment(picture: Picture) {
    pictures.show(picture, undefined)
    onShare(withExample(writeShared(look), picture))
  }

  useDroppedFile('a picture', (file) => segment({ kind: 'file', file }))
  useSharedExample(shared, pictures.examples, segment)
  useShareOfChanges(look, (state) => onShare(withExample(state, pictures.current)))

  const frame = useRef<HTMLDivElement>(null)
  return (
    <div className="grid gap-4 md:grid-cols-2 md:gap-6">
      <div
        ref={frame}
        className="grid min-w-0 scroll-m-4 content-start md:sticky md:top-4 md:self-start"
      >
        <PicturePanel
          pictures={pictures}
          onPicture={segment}
          overlay={
            segments !== undefined && (
              <MaskOverlay map={segments.map} segments={segments.shown} look={look} />
            )
          }
        />
      </div>
      <ExampleTiles
        pictures={pictures}
        onPicture={(picture) => {
          segment(picture)
          // On a phone the tiles lie below the picture, which is where the answer will be.
          frame.current?.scrollIntoView({ block: 'nearest' })
        }}
      />
      <SegmentsPanel
        pictures={pictures}
        segments={segments}
        look={look}
        onLook={setLook}
        onMeant={mean}
      />
    </div>
  )
}

/** What the visitor chose goes into the address; where the page began is there already, or is as usual. */
function useShareOfChanges(look: Look, onShare: (state: URLSearchParams) => void) {
  const shared = useRef(look)
  useEffect(() => {
    if (shared.current === look) return undefined
    const timer = setTimeout(() => {
      shared.current = look
      onShare(writeShared(look))
    }, settledMs)
    return () => clearTimeout(timer)
  })
}
