import { widths } from '../../core/table/steps.ts'
import type { Feature, TableStep } from '../../protocol/table-manifests.ts'
import type { AuthorStep, VitrineJson } from '../../protocol/vitrine-json.ts'
import { quoted } from '../graph/words.ts'
import { invalid } from './given.ts'

export interface TableSteps {
  readonly steps: readonly TableStep[]
}

/**
 * @param width columns that the graph takes; undefined where it leaves that open
 * @throws VitrineError `export-invalid`, which names the key
 */
export function tableSteps(
  { steps = [], features: said }: VitrineJson,
  features: readonly Feature[],
  width: number | undefined,
): TableSteps {
  const names = features.map(({ name }) => name)
  const read = steps.map((step, index) => {
    const key = `steps.${index}`
    if (!names.includes(step.feature)) {
      throw invalid(`${key}.feature`, `there is no feature ${quoted(step.feature)}`)
    }
    const before = steps.slice(0, index)
    const isSpread = before.some(
      ({ feature, kind }) => feature === step.feature && kind === 'one-hot',
    )
    if (isSpread) throw invalid(`${key}.feature`, 'nothing can come after its “one-hot”')
    return stepOf(step, key)
  })
  const made = widths(names, read).reduce((sum, one) => sum + one, 0)
  if (width !== undefined && made !== width) {
    const key = said === undefined ? 'steps' : 'features'
    const [has, takes] = [made, width].map((count) =>
      count === 1 ? '1 column' : `${count} columns`,
    )
    throw invalid(key, `these make ${has}, and the graph takes ${takes}`)
  }
  return { steps: read }
}

/** The keys of each kind: those that it needs, and those that it may have. */
const keys: Readonly<Record<TableStep['kind'], readonly (keyof AuthorStep)[]>> = {
  impute: ['value'],
  clip: ['min', 'max'],
  log1p: [],
  scale: ['mean', 'scale'],
  ordinal: ['choices'],
  'one-hot': ['choices'],
}

function stepOf(step: AuthorStep, key: string): TableStep {
  const { kind, feature, ...values } = step
  const own = keys[kind]
  const strange = Object.keys(values).find((name) => !own.some((one) => one === name))
  if (strange !== undefined) throw invalid(`${key}.${strange}`, `“${kind}” has no such key`)
  const { value, min, max, mean = 0, scale, choices } = values
  const need = <Value>(name: string, given: Value | undefined): Value => {
    if (given === undefined) throw invalid(`${key}.${name}`, `“${kind}” needs it`)
    return given
  }
  switch (kind) {
    case 'impute':
      return { kind, feature, value: need('value', value) }
    case 'clip':
      if (min === undefined) need('max', max)
      return { kind, feature, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
    case 'log1p':
      return { kind, feature }
    case 'scale':
      if (scale === 0) throw invalid(`${key}.scale`, 'it must not be 0')
      return { kind, feature, mean, scale: need('scale', scale) }
    case 'ordinal':
    case 'one-hot':
      return { kind, feature, choices: need('choices', choices) }
    default:
      return kind satisfies never
  }
}
