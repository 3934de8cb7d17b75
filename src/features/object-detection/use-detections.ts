import { useDeferredValue, useMemo } from 'react'
import type { Exhibit } from '../../pictures/exhibit.ts'
import type { DetectionThresholds } from '../../protocol/picture-manifests.ts'
import { thingsOf, type Thing } from './things.ts'
import { usePicked, type Picked } from './use-picked.ts'

/** A run depends on its picture alone: what the sliders leave out is chosen afterwards. */
export type DetectionsExhibit = Exhibit<'object-detection', undefined>

interface Detections {
  /** What the sliders leave. */
  readonly things: readonly Thing[]
  /** Those that are shown: one class alone, or all. */
  readonly shown: readonly Thing[]
  readonly picked: Picked
  pick(change: Partial<Picked>): void
}

const none: readonly Thing[] = []

export function useDetections(
  exhibit: DetectionsExhibit,
  thresholds: DetectionThresholds,
): Detections {
  const result = exhibit.kind === 'live' ? exhibit.result : undefined
  // A slider moves at once, whatever the boxes cost.
  const { confidence, iou } = useDeferredValue(thresholds)
  const [picked, pick] = usePicked(result, exhibit.kind === 'live' ? exhibit.picture : undefined)
  const things = useMemo(
    () => (result === undefined ? none : thingsOf(result, { confidence, iou })),
    [result, confidence, iou],
  )
  const shown = useMemo(() => {
    const chosen = things.filter((thing) => thing.class === picked.only)
    return chosen.length > 0 ? chosen : things
  }, [things, picked.only])
  return { things, shown, picked, pick }
}
