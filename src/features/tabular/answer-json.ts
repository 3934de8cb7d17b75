import type { TabularRegressionManifest } from '../../protocol/table-manifests.ts'
import type { Answer } from './exhibit.ts'
import type { Problem } from './problem.ts'
import type { TableManifest } from './row.ts'

/** As a serving endpoint answers; of several targets the prediction is an object, one number a name. */
export function answerJson(
  { prediction, probabilities, values }: Answer,
  manifest: TableManifest,
): string {
  const named =
    manifest.task === 'tabular-regression' && values !== undefined && values.length > 1
      ? Object.fromEntries(values.map((value, index) => [targetName(manifest, index), value]))
      : prediction
  return JSON.stringify({
    prediction: named,
    ...(probabilities !== undefined && {
      probabilities: Object.fromEntries(probabilities.map((one) => [one.class, one.prob])),
    }),
    ...(manifest.modelVersion !== undefined && { model_version: manifest.modelVersion }),
  })
}

export function problemJson({ code, words: { title, reason } }: Problem): string {
  const message = reason === undefined ? title : `${title} ${reason}`
  return JSON.stringify({ error: { code, message } })
}

export function targetName({ targets }: TabularRegressionManifest, index: number): string {
  return targets[index]?.name ?? (index === 0 ? 'prediction' : `prediction ${index + 1}`)
}
