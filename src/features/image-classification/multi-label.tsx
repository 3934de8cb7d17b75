import { useState } from 'react'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { ImageClassification } from '../../protocol/picture-tasks.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { formatPercent } from '../../ui/format.ts'
import { PredictionList } from '../../ui/predictions.tsx'
import { ShareSlider } from '../../ui/share-slider.tsx'
import { classNamer, ranked } from './class-names.ts'

interface MultiLabelProps {
  manifest: ImageClassificationManifest
  /** With all probabilities, so that the threshold needs no other run. */
  result: ImageClassification
  isOutdated: boolean
  /** A camera's answers come too often to be read out. */
  isQuiet: boolean
}

const mostAbove = 50
const mostBelow = 5

/** Classes that do not exclude one another: those that reach the threshold, and the next ones after them. */
export function MultiLabel({ manifest, result, isOutdated, isQuiet }: MultiLabelProps) {
  const [threshold, setThreshold] = useState(manifest.threshold ?? 0.5)
  const all = classesOf(manifest, result)
  const above = all.filter(({ prob }) => prob >= threshold)
  const below = all.slice(above.length, above.length + mostBelow)
  const count =
    above.length === 0
      ? `Nothing reaches ${formatPercent(threshold)}.`
      : `${above.length} of ${all.length} reach ${formatPercent(threshold)}.`
  return (
    <div className="grid gap-5 pt-2">
      <ShareSlider
        label="Threshold"
        value={threshold}
        range={{ min: 0, max: 1 }}
        onChange={setThreshold}
      />
      <p className="text-note text-muted">{count}</p>
      {above.length > 0 && (
        <PredictionList
          name="Predictions"
          predictions={above.slice(0, mostAbove)}
          isOutdated={isOutdated}
        />
      )}
      {above.length > mostAbove && (
        <p className="text-note text-muted">and {above.length - mostAbove} more</p>
      )}
      {below.length > 0 && (
        <div className="grid gap-3 border-t border-line pt-4">
          <h3 className="text-note text-muted">Below it</h3>
          <PredictionList name="Below the threshold" predictions={below} isOutdated />
        </div>
      )}
      <Announcer message={isQuiet ? '' : count} />
    </div>
  )
}

function classesOf({ labels }: ImageClassificationManifest, result: ImageClassification) {
  const { probabilities } = result
  if (probabilities === undefined) return result.predictions
  const nameOf = classNamer(labels, result)
  return ranked(probabilities).map((index) => ({
    class: nameOf(index),
    prob: probabilities[index]!,
  }))
}
