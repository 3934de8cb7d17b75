import { toPlain } from '../core/tensors/print-tensor.ts'
import { elementCount } from '../core/tensors/tensor.ts'
import { answerOf } from '../protocol/answer-json.ts'
import type { Computed } from '../protocol/calls.ts'
import type { ManifestOf, Task } from '../protocol/manifest.ts'
import type { ImageToImage } from '../protocol/picture-tasks.ts'
import { tableAnswer } from '../protocol/table-json.ts'
import type { TableResult } from '../protocol/table-tasks.ts'
import type { TaskResult } from '../protocol/tasks.ts'
import type { Answer } from './types.ts'

/** The JSON that the demo's page copies; a list of them for a list of rows. */
export function taskAnswer<T extends Task>(
  manifest: ManifestOf<T>,
  result: TaskResult<T>,
  { isList }: { isList: boolean },
): Answer {
  if (isList && isOfRows(manifest, result)) {
    const { answers } = result
    return answers.map((row) => tableAnswer(row, manifest as ManifestOf<'tabular-regression'>))
  }
  // Never undefined for what `predict` asks: rows, and a text to be written.
  const answer = answerOf(manifest, result) as Answer
  if (manifest.task !== 'image-to-image') return answer
  const { pixels } = result as ImageToImage
  // Beside the JSON, for `JSON.stringify` would write a number for each of them.
  return Object.defineProperty(answer, 'pixels', { value: pixels, enumerable: false })
}

function isOfRows(
  { task }: { readonly task: Task },
  result: unknown,
): result is Extract<TableResult, { kind: 'rows' }> {
  const isTable = task === 'tabular-classification' || task === 'tabular-regression'
  return isTable && (result as TableResult).kind === 'rows'
}

/** All values of each output. */
export function tensorsAnswer({ outputs }: Computed): Answer {
  const plain = Object.entries(outputs).map(([name, tensor]) => [
    name,
    toPlain(tensor, elementCount(tensor.dims)),
  ])
  return { outputs: Object.fromEntries(plain) }
}
