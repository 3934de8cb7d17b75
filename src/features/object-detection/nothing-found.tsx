import type { ObjectDetection } from '../../protocol/picture-tasks.ts'
import { Button } from '../../ui/button.tsx'
import { formatPercent } from '../../ui/format.ts'
import { confidenceRange } from './thresholds.ts'

interface NothingFoundProps {
  result: ObjectDetection
  confidence: number
  onConfidence(confidence: number): void
}

/** An empty picture is an answer too; what the model was least unsure of is said with it. */
export function NothingFound({ result, confidence, onConfidence }: NothingFoundProps) {
  const { boxes, classes } = result
  const best = boxes.scores.reduce((top, score) => Math.max(top, score), 0)
  const index = boxes.classes[boxes.scores.indexOf(best)] ?? 0
  if (boxes.scores.length === 0 || best < confidenceRange.min) {
    return (
      <p className="text-pretty text-muted">
        Nothing found, not even with little confidence. Try a picture that shows what this model
        knows{examplesOf(classes)}.
      </p>
    )
  }
  const lower = Math.max(confidenceRange.min, Math.floor(best * 100) / 100)
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-pretty text-muted">
        Nothing found that the model is at least {percent(confidence)} certain of. The most certain
        was “{classes[index] ?? `class_${index}`}” with {formatPercent(best)}: lower the confidence
        to see it.
      </p>
      <Button onClick={() => onConfidence(lower)}>Lower it to {percent(lower)}</Button>
    </div>
  )
}

/** A whole number of them, on one line with its sign. */
function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`
}

function examplesOf(classes: readonly string[]): string {
  return classes.length === 0 ? '' : `, such as ${classes.slice(0, 3).join(', ')}`
}
