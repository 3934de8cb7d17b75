import { checkRow } from '../../core/table/check-row.ts'
import type { Feature, TableExample, TableStep } from '../../protocol/table-manifests.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { quoted } from '../graph/words.ts'
import { listWords } from '../words.ts'
import { invalid } from './given.ts'

/** @throws VitrineError `export-invalid` for an example that is no row of this table */
export function tableExamples(
  { examples = [] }: VitrineJson,
  features: readonly Feature[],
  steps: readonly TableStep[],
): TableExample[] {
  const optional = new Set([
    ...features.filter(({ mayBeMissing }) => mayBeMissing === true).map(({ name }) => name),
    ...steps.filter(({ kind }) => kind === 'impute').map(({ feature }) => feature),
  ])
  return examples.map(({ title, features: row, predictions, values }, index): TableExample => {
    const key = `examples.${index}.features`
    if (row === undefined) throw invalid(key, 'an example of a table needs it')
    const checked = checkRow(row, features, (name) => optional.has(name))
    if (checked.status === 'mismatch') {
      const { missing, extra } = checked
      throw missing.length > 0
        ? invalid(key, `${listWords(missing.map(quoted))} is missing`)
        : invalid(key, `there is no feature ${listWords(extra.map(quoted))}`)
    }
    if (checked.status === 'wrong') {
      const [{ name, problem } = { name: '', problem: '' }] = checked.problems
      throw invalid(`${key}.${name}`, problem)
    }
    return {
      title,
      features: row,
      ...(predictions !== undefined && { predictions }),
      ...(values !== undefined && { values }),
    }
  })
}
