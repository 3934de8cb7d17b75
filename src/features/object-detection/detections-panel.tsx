import { useMemo } from 'react'
import { nameOf } from '../../pictures/picture.ts'
import type { Pictures } from '../../pictures/use-pictures.ts'
import type { DetectionThresholds } from '../../protocol/picture-manifests.ts'
import { Downloads } from './downloads.tsx'
import { NothingFound } from './nothing-found.tsx'
import { bytesOf } from '../../pictures/picture-bytes.ts'
import { PredictionsPanel } from './predictions-panel.tsx'
import { ThingList } from './thing-list.tsx'
import { thingsOf } from './things.ts'
import type { useDetections } from './use-detections.ts'
import { useSettled } from './use-settled.ts'
import { summary } from './words.ts'

interface DetectionsPanelProps {
  pictures: Pictures<'object-detection', undefined>
  detections: ReturnType<typeof useDetections>
  thresholds: DetectionThresholds
  /** The same, as they last stood still. */
  settled: DetectionThresholds
  onThresholds(thresholds: DetectionThresholds): void
}

/** What was found. */
export function DetectionsPanel(props: DetectionsPanelProps) {
  const { pictures, detections, thresholds, settled, onThresholds } = props
  const { exhibit, isRunning, incoming, sourceOf } = pictures
  const { shown, picked, pick } = detections
  const live = exhibit.kind === 'live' ? exhibit : undefined
  const result = live?.result
  const said = useMemo(
    () => (result === undefined ? '' : summary(thingsOf(result, settled))),
    [result, settled],
  )
  // Of a camera, only what stays for a moment is worth saying.
  const saidOfCamera = useSettled(said)
  const message = live?.picture.kind === 'camera' ? saidOfCamera : said
  const image = live === undefined ? undefined : bytesOf(live.picture, sourceOf)
  return (
    <PredictionsPanel
      exhibit={exhibit}
      things={shown}
      isRunning={isRunning}
      message={isRunning ? 'Looking at the picture.' : message}
      downloads={
        live !== undefined && (
          <Downloads
            result={live.result}
            things={shown}
            fileName={nameOf(live.picture)}
            image={image}
          />
        )
      }
    >
      <ThingList
        things={shown}
        isOutdated={incoming !== undefined}
        picked={picked}
        onPoint={(pointed) => pick({ pointed })}
        onPin={(pinned) => pick({ pinned })}
      />
      {shown.length === 0 && result !== undefined && (
        <NothingFound
          result={result}
          confidence={thresholds.confidence}
          onConfidence={(confidence) => onThresholds({ ...thresholds, confidence })}
        />
      )}
    </PredictionsPanel>
  )
}
