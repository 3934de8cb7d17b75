import { checkRow } from '../../core/table/check-row.ts'
import { cellOf } from '../../core/table/feature.ts'
import type {
  Feature,
  FeatureValue,
  TableExample,
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../../protocol/table-manifests.ts'
import type { TableRow } from '../../protocol/table-tasks.ts'

export type TableManifest = TabularClassificationManifest | TabularRegressionManifest

/** What stands in the form: texts as they are typed, or JSON's values as they were given. */
export type Draft = Readonly<Record<string, unknown>>

/** Stands for "1e" or "-": a number field that holds no number does not say what it holds. */
export const unreadable = Symbol('what is typed')

export type RowState =
  | { readonly status: 'good'; readonly row: TableRow; readonly key: string }
  | {
      readonly status: 'mismatch'
      readonly missing: readonly string[]
      readonly extra: readonly string[]
      readonly problems: ReadonlyMap<string, string>
    }
  | { readonly status: 'wrong'; readonly problems: ReadonlyMap<string, string> }

/** Whether a row may be without a feature: the model knows what to do then, or a step fills it in. */
export function mayMissOf({ features, steps }: TableManifest): (name: string) => boolean {
  const names = new Set([
    ...features.filter(({ mayBeMissing }) => mayBeMissing === true).map(({ name }) => name),
    ...steps.filter(({ kind }) => kind === 'impute').map(({ feature }) => feature),
  ])
  return (name) => names.has(name)
}

/** The same check as the worker's. `key` is the same for rows that mean the same. */
export function examine(draft: Draft, manifest: TableManifest): RowState {
  const { features } = manifest
  const mayMiss = mayMissOf(manifest)
  const checked = checkRow(draft, features, mayMiss)
  switch (checked.status) {
    case 'good': {
      const values = checked.values.map((value) => value ?? null)
      const row = Object.fromEntries(features.map(({ name }, index) => [name, values[index]!]))
      return { status: 'good', row, key: JSON.stringify(values) }
    }
    case 'wrong':
      return { status: 'wrong', problems: problemsOf(checked.problems, draft) }
    case 'mismatch': {
      const whole = Object.fromEntries(features.map(({ name }) => [name, valueIn(draft, name)]))
      const rest = checkRow(whole, features, mayMiss)
      const problems = problemsOf(rest.status === 'wrong' ? rest.problems : [], draft)
      return { ...checked, problems }
    }
    default:
      return checked satisfies never
  }
}

function problemsOf(
  problems: readonly { readonly name: string; readonly problem: string }[],
  draft: Draft,
): ReadonlyMap<string, string> {
  return new Map(
    problems.map(({ name, problem }) => [
      name,
      valueIn(draft, name) === unreadable ? 'what is typed is no number' : problem,
    ]),
  )
}

/** A feature may be called "__proto__" or "toString". */
export function valueIn(draft: Draft, name: string): unknown {
  return Object.hasOwn(draft, name) ? draft[name] : undefined
}

/** The value that a field means; undefined where it is missing or wrong. */
export function meantBy(value: unknown, feature: Feature): FeatureValue | undefined {
  const cell = cellOf(value, feature)
  return cell.status === 'value' ? cell.value : undefined
}

/** What the form begins with. */
export function firstDraft({ features, examples: [example] }: TableManifest): Draft {
  if (example !== undefined) return draftOfExample(example, features)
  return Object.fromEntries(features.map((feature) => [feature.name, usualValue(feature)]))
}

export function draftOfExample(example: TableExample, features: readonly Feature[]): Draft {
  return Object.fromEntries(
    features.map(({ name }) => [name, valueIn(example.features, name) ?? '']),
  )
}

/** What nobody says lies in the middle, so that a row can be run at once. */
function usualValue(feature: Feature): FeatureValue {
  const { kind, min, max, choices, mayBeMissing } = feature
  if (feature.default !== undefined) return feature.default
  if (mayBeMissing === true) return ''
  switch (kind) {
    case 'number':
    case 'integer': {
      if (min === undefined || max === undefined) return ''
      const middle = min + (max - min) / 2
      return kind === 'integer' ? Math.round(middle) : Number(middle.toPrecision(3))
    }
    case 'boolean':
      return false
    case 'choice':
      return choices?.[0] ?? ''
    case 'text':
      return ''
    default:
      return kind satisfies never
  }
}
