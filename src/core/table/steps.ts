import type { CellValue } from './feature.ts'

/** What is done to the column of one feature before the model gets it. */
export type Step =
  | { readonly kind: 'impute'; readonly feature: string; readonly value: CellValue }
  | {
      readonly kind: 'clip'
      readonly feature: string
      readonly min?: number
      readonly max?: number
    }
  | { readonly kind: 'log1p'; readonly feature: string }
  | {
      readonly kind: 'scale'
      readonly feature: string
      readonly mean: number
      readonly scale: number
    }
  | { readonly kind: 'ordinal'; readonly feature: string; readonly choices: readonly CellValue[] }
  | { readonly kind: 'one-hot'; readonly feature: string; readonly choices: readonly CellValue[] }

/** A row on its way: what each feature has become, several numbers where it was spread out. */
export type Prepared = readonly (CellValue | undefined)[]

/**
 * The row that the model takes, in double precision as scikit-learn computes: `impute` fills what is missing, `clip`
 * limits, `log1p` is ln(1 + x), `scale` is (x − mean) / scale as `StandardScaler` has it, `ordinal` the place among the
 * choices and `one-hot` a 1 there and 0 elsewhere, as `OrdinalEncoder` and `OneHotEncoder(handle_unknown='ignore')`.
 *
 * @param values one for each feature, in the order of `names`
 * @returns one for each column of the model
 */
export function prepareRow(
  values: readonly (CellValue | undefined)[],
  names: readonly string[],
  steps: readonly Step[],
): Prepared {
  return values.flatMap((value, index) => prepareCell(value, stepsOf(names[index]!, steps)))
}

export function stepsOf(feature: string, steps: readonly Step[]): readonly Step[] {
  return steps.filter((step) => step.feature === feature)
}

/** One feature of it, with its own steps: one value, or as many as `one-hot` has choices. */
export function prepareCell(given: CellValue | undefined, own: readonly Step[]): Prepared {
  let value = given
  for (const step of own) {
    if (step.kind === 'one-hot') {
      return step.choices.map((choice): CellValue => (isSame(choice, value) ? 1 : 0))
    }
    value = stepped(value, step)
  }
  return [value]
}

function stepped(
  value: CellValue | undefined,
  step: Exclude<Step, { kind: 'one-hot' }>,
): CellValue | undefined {
  if (step.kind === 'impute') return value ?? step.value
  if (value === undefined) return undefined
  switch (step.kind) {
    case 'clip':
      return Math.min(Math.max(Number(value), step.min ?? -Infinity), step.max ?? Infinity)
    case 'log1p':
      return Math.log1p(Number(value))
    case 'scale':
      return (Number(value) - step.mean) / step.scale
    case 'ordinal':
      return step.choices.findIndex((choice) => isSame(choice, value))
    default:
      return step satisfies never
  }
}

/** A choice may be written as a number and come as text, or the other way round. */
function isSame(choice: CellValue, value: CellValue | undefined): boolean {
  return value !== undefined && String(choice) === String(value)
}

/** How many columns of the model each feature becomes. */
export function widths(names: readonly string[], steps: readonly Step[]): readonly number[] {
  return names.map((name) => {
    const spread = steps.find(({ feature, kind }) => feature === name && kind === 'one-hot')
    return spread?.kind === 'one-hot' ? spread.choices.length : 1
  })
}
