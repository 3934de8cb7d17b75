import { cellOf } from '../../core/table/feature.ts'
import type { Feature, FeatureValue, TableFeeding } from '../../protocol/table-manifests.ts'
import type { AuthorFeature, VitrineJson } from '../../protocol/vitrine-json.ts'
import { quoted } from '../graph/words.ts'
import { invalid } from './given.ts'
import { kindOf } from './graph-features.ts'

/**
 * What the author says of the columns, and what the graph says where the author leaves it out.
 * @param own what the graph says; undefined where it does not say how many there are
 * @throws VitrineError `export-invalid`, which names the key
 */
export function authorFeatures(
  { features = [], steps = [] }: VitrineJson,
  feeding: TableFeeding,
  own: readonly Feature[] | undefined,
): readonly Feature[] {
  const said = features.map((one): AuthorFeature => (typeof one === 'string' ? { name: one } : one))
  if (said.length === 0) throw invalid('features', 'it must have 1 entry or more')
  const twice = said.findIndex(({ name }, index) =>
    said.slice(0, index).some((one) => one.name === name),
  )
  if (twice >= 0)
    throw invalid(`features.${twice}.name`, `${quoted(said[twice]!.name)} is there twice`)

  const byName = new Map(own?.map((feature) => [feature.name, feature]))
  const isNamed = feeding.kind === 'columns' && said.every(({ name }) => byName.has(name))
  const spreads = steps.some(({ kind }) => kind === 'one-hot')
  const found = said.map((feature, index) => {
    // By their places only where each of them is a column.
    const place = spreads ? undefined : own?.[index]
    const under = isNamed
      ? byName.get(feature.name)
      : said.length === own?.length
        ? place
        : undefined
    const stepChoices = steps.find(
      ({ feature: name, kind }) => name === feature.name && /^(ordinal|one-hot)$/.test(kind),
    )?.choices
    return complete(feature, index, { under, stepChoices, feeding })
  })
  if (!isNamed || own === undefined) return found
  // An author may speak of some inputs only.
  const rest = own.filter(({ name }) => !said.some((feature) => feature.name === name))
  return rest.length === 0
    ? found
    : own.map((feature) => found.find(({ name }) => name === feature.name) ?? feature)
}

interface Beside {
  readonly under: Feature | undefined
  /** Of the step that takes its values apart. */
  readonly stepChoices: readonly FeatureValue[] | undefined
  readonly feeding: TableFeeding
}

function complete(
  { kind, type, ...said }: AuthorFeature,
  index: number,
  { under, stepChoices, feeding }: Beside,
): Feature {
  const key = `features.${index}`
  if (kind !== undefined && type !== undefined && kind !== type) {
    throw invalid(`${key}.type`, 'it is another word for “kind”, which says otherwise')
  }
  const stepped = stepChoices?.filter(isChoice)
  const choices = said.choices ?? (stepped?.length === stepChoices?.length ? stepped : undefined)
  const guess = choices !== undefined ? 'choice' : stepChoices !== undefined ? 'boolean' : undefined
  const usual = under?.kind ?? (feeding.kind === 'matrix' ? kindOf(feeding.type) : 'number')
  const found = kind ?? type ?? guess ?? usual
  const listed = found === 'choice' ? (choices ?? under?.choices) : undefined
  if (found === 'choice' && listed === undefined) {
    throw invalid(`${key}.choices`, 'a choice needs them')
  }
  if (found !== 'choice' && said.choices !== undefined) {
    throw invalid(
      `${key}.choices`,
      `${found === 'integer' ? 'an' : 'a'} ${found} has none; leave “kind” out or make it “choice”`,
    )
  }
  const { min = -Infinity, max = Infinity } = said
  if (min > max) throw invalid(`${key}.min`, `it must not be above “max”`)
  const feature: Feature = {
    ...(under?.mayBeMissing === true && { mayBeMissing: true }),
    ...said,
    kind: found,
    ...(listed !== undefined && { choices: listed }),
  }
  if (said.default !== undefined) {
    const cell = cellOf(said.default, feature)
    if (cell.status === 'wrong') throw invalid(`${key}.default`, cell.problem)
  }
  return feature
}

function isChoice(value: string | number | boolean): value is string | number {
  return typeof value !== 'boolean'
}

/** Inputs in the order in which the author names them. */
export function reordered(feeding: TableFeeding, features: readonly Feature[]): TableFeeding {
  if (feeding.kind === 'matrix') return feeding
  const inputs = features.map(({ name }) => feeding.inputs.find(({ input }) => input === name))
  return inputs.every((input) => input !== undefined) && inputs.length === feeding.inputs.length
    ? { kind: 'columns', inputs }
    : feeding
}
