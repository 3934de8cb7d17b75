import { useEffect, useRef, useState } from 'react'
import { ExampleTiles } from '../../pictures/example-tiles.tsx'
import type { Picture } from '../../pictures/picture.ts'
import { PicturePanel } from '../../pictures/picture-panel.tsx'
import { useSharedExample, withExample } from '../../pictures/shared-example.ts'
import { usePictures } from '../../pictures/use-pictures.ts'
import type {
  DetectionThresholds,
  ObjectDetectionManifest,
} from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { Panel } from '../../ui/panel.tsx'
import { BoxesOverlay } from './boxes-overlay.tsx'
import { ClassCounts } from './class-counts.tsx'
import { DetectionsPanel } from './detections-panel.tsx'
import { ThresholdSliders } from './threshold-sliders.tsx'
import { isSuppressedBy, readShared, writeShared } from './thresholds.ts'
import { useDetections } from './use-detections.ts'
import { markedOf } from './use-picked.ts'
import { useSettled } from './use-settled.ts'

interface ObjectDetectionProps {
  manifest: ObjectDetectionManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A picture with boxes on one side, what is in them on the other. */
export function ObjectDetection(props: ObjectDetectionProps) {
  const { manifest, runtime, shared, onShare } = props
  const [thresholds, setThresholds] = useState(() => readShared(shared, manifest.thresholds))
  const pictures = usePictures<ObjectDetectionManifest, undefined>(manifest, runtime, {
    inputOf: (image) => ({ image }),
  })
  const { exhibit } = pictures
  const detections = useDetections(exhibit, thresholds)
  const { things, shown, picked, pick } = detections
  const hasIou = !(exhibit.kind === 'live'
    ? exhibit.result.suppressed
    : isSuppressedBy(manifest.head))

  function detect(picture: Picture) {
    pictures.show(picture, undefined)
    onShare(withExample(writeShared(thresholds, hasIou), picture))
  }

  useDroppedFile('a picture', (file) => detect({ kind: 'file', file }))
  useSharedExample(shared, pictures.examples, detect)

  const settled = useSettled(thresholds)
  useShareOfChanges(settled, (chosen) =>
    onShare(withExample(writeShared(chosen, hasIou), pictures.current)),
  )

  // The picture is where the answer is, and on a phone the examples lie below it.
  const frame = useRef<HTMLDivElement>(null)
  const answerId = !pictures.isRunning && exhibit.kind === 'live' ? exhibit.id : undefined
  useEffect(() => {
    if (answerId !== undefined) frame.current?.scrollIntoView({ block: 'nearest' })
  }, [answerId])

  return (
    <div className="grid gap-4 md:grid-cols-2 md:gap-6">
      <div className="grid min-w-0 content-start gap-4 md:gap-6">
        <div ref={frame} className="grid min-w-0 scroll-m-4">
          <PicturePanel
            pictures={pictures}
            onPicture={detect}
            overlay={
              exhibit.kind === 'live' && (
                <BoxesOverlay
                  things={shown}
                  picture={exhibit.result.image}
                  marked={markedOf(picked)}
                  pinned={picked.pinned}
                  onPoint={(pointed) => pick({ pointed })}
                  onPin={(pinned) => pick({ pinned })}
                />
              )
            }
          />
        </div>
        {/* Right below the picture, to be seen together with it on a phone. */}
        <Panel title="Shown">
          <ThresholdSliders thresholds={thresholds} hasIou={hasIou} onChange={setThresholds} />
          <ClassCounts things={things} only={picked.only} onOnly={(only) => pick({ only })} />
        </Panel>
      </div>
      <ExampleTiles pictures={pictures} onPicture={detect} />
      <DetectionsPanel
        pictures={pictures}
        detections={detections}
        thresholds={thresholds}
        settled={settled}
        onThresholds={setThresholds}
      />
    </div>
  )
}

/** What the visitor chose goes into the address; where the page began is there already, or is as usual. */
function useShareOfChanges(
  settled: DetectionThresholds,
  share: (thresholds: DetectionThresholds) => void,
) {
  const last = useRef(settled)
  useEffect(() => {
    if (last.current === settled) return
    last.current = settled
    share(settled)
  })
}
