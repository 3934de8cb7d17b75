import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import type { FoundIn } from '../base-manifest.ts'
import type { ReadableFolder } from '../readable-folder.ts'
import { classifierOutputs } from './table-outputs.ts'

/**
 * An author who names the features of a graph that nobody could make anything of speaks of a table: of classes where
 * there are labels or an output of them, else of numbers.
 */
export async function withTableTask(
  folder: ReadableFolder,
  { task, features, labels, targets }: VitrineJson,
  found: FoundIn,
): Promise<FoundIn> {
  if (task !== undefined || features === undefined || found.task !== 'tensors') return found
  const { recognised, guessed, ...rest } = found
  if (recognised !== undefined) return found
  const gives = classifierOutputs(await folder.graph(found.model))
  const isOfClasses = targets === undefined && (labels !== undefined || gives.label !== undefined)
  return {
    ...rest,
    task: isOfClasses ? 'tabular-classification' : 'tabular-regression',
    because: 'vitrine.json names its features',
    guessed: [...(guessed ?? []).filter((key) => key !== 'task'), 'task'],
  }
}
