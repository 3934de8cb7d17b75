import type { DetectionThresholds } from '../../protocol/picture-manifests.ts'
import { ShareSlider } from '../../ui/share-slider.tsx'
import { confidenceRange, iouRange } from './thresholds.ts'

interface ThresholdSlidersProps {
  thresholds: DetectionThresholds
  /** The graph leaves boxes that overlap to be chosen from. */
  hasIou: boolean
  onChange(thresholds: DetectionThresholds): void
}

export function ThresholdSliders({ thresholds, hasIou, onChange }: ThresholdSlidersProps) {
  const { confidence, iou } = thresholds
  return (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <ShareSlider
        label="Confidence"
        help="Less certain boxes are left out."
        value={confidence}
        range={confidenceRange}
        onChange={(value) => onChange({ iou, confidence: value })}
      />
      {hasIou && (
        <ShareSlider
          label="Overlap (IoU)"
          help="Of boxes of one class that overlap more, the best stays."
          value={iou}
          range={iouRange}
          onChange={(value) => onChange({ confidence, iou: value })}
        />
      )}
    </div>
  )
}
