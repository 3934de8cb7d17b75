import type { Prediction } from './manifest.ts'
import type { TabularClassificationManifest, TabularRegressionManifest } from './table-manifests.ts'

interface Answer {
  readonly prediction: string | number
  readonly probabilities?: readonly Prediction[]
  readonly values?: readonly number[]
}

/** As a serving endpoint answers; of several targets the prediction is an object, one number a name. */
export function tableAnswer(
  { prediction, probabilities, values }: Answer,
  manifest: TabularClassificationManifest | TabularRegressionManifest,
) {
  const named =
    manifest.task === 'tabular-regression' && values !== undefined && values.length > 1
      ? Object.fromEntries(values.map((value, index) => [targetName(manifest, index), value]))
      : prediction
  return {
    prediction: named,
    ...(probabilities !== undefined && {
      probabilities: Object.fromEntries(probabilities.map((one) => [one.class, one.prob])),
    }),
    ...(manifest.modelVersion !== undefined && { model_version: manifest.modelVersion }),
  }
}

export function targetName({ targets }: TabularRegressionManifest, index: number): string {
  return targets[index]?.name ?? (index === 0 ? 'prediction' : `prediction ${index + 1}`)
}
