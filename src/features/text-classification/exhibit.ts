import type { LabelledTextExample, Prediction } from '../../protocol/manifest.ts'
import type { TextClassification } from '../../protocol/tasks.ts'
import type { TextForm } from '../../ui/text-form.ts'

/** What stands in the output. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example's predictions from the export itself: no model has run yet. */
  | {
      readonly kind: 'beforehand'
      readonly text: string
      readonly predictions: readonly Prediction[]
    }
  | {
      readonly kind: 'live'
      readonly text: string
      readonly predictions: readonly Prediction[]
      readonly result: TextClassification
    }

export function exhibitOf(
  answer: { readonly subject: string; readonly result: TextClassification } | undefined,
  { example }: TextForm<LabelledTextExample>,
  topK: number,
): Exhibit {
  if (answer !== undefined) {
    const { subject: text, result } = answer
    return { kind: 'live', text, predictions: result.predictions.slice(0, topK), result }
  }
  if (example?.predictions === undefined) return { kind: 'nothing' }
  const predictions = example.predictions.slice(0, topK)
  return { kind: 'beforehand', text: example.text, predictions }
}
