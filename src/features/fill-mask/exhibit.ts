import { fillMaskAnswer } from '../../protocol/text-json.ts'
import type { LabelledTextExample, Prediction } from '../../protocol/manifest.ts'
import type { FillMask } from '../../protocol/tasks.ts'
import type { TextForm } from '../../ui/text-form.ts'

/** For each gap the words that fit. */
type Gaps = readonly (readonly Prediction[])[]

/** What stands in the output. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example's words from the export itself: no model has run yet. */
  | { readonly kind: 'beforehand'; readonly text: string; readonly gaps: Gaps }
  | {
      readonly kind: 'live'
      readonly text: string
      readonly gaps: Gaps
      readonly result: FillMask
    }

export function exhibitOf(
  answer: { readonly subject: string; readonly result: FillMask } | undefined,
  { example }: TextForm<LabelledTextExample>,
  topK: number,
): Exhibit {
  if (answer !== undefined) {
    const { subject: text, result } = answer
    const gaps = result.masks.map((words) => words.slice(0, topK))
    return { kind: 'live', text, gaps, result }
  }
  if (example?.predictions === undefined) return { kind: 'nothing' }
  const { text, predictions } = example
  return { kind: 'beforehand', text, gaps: [predictions.slice(0, topK)] }
}

/** What "Copy JSON" copies; undefined where nothing is shown. */
export function fillMaskJson(exhibit: Exhibit): string | undefined {
  if (exhibit.kind === 'nothing') return undefined
  const { gaps } = exhibit
  return JSON.stringify(fillMaskAnswer(gaps))
}
