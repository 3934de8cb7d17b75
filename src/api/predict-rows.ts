import type { Model } from '../engine/engine.ts'
import type { RequestProblem } from '../protocol/api-errors.ts'
import { VitrineError } from '../protocol/errors.ts'
import { tableAnswer } from '../protocol/table-json.ts'
import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../protocol/table-manifests.ts'
import type { Asked, Row } from './asked.ts'
import { runTask, type Call } from './call.ts'
import { changedMeanwhile } from './choose-model.ts'
import { ApiError } from './errors.ts'
import { shorten } from './json-objects.ts'
import { sentenceFor } from './refusal.ts'

type RowsAsked = Extract<Asked, { kind: 'rows' }>
type TableManifest = TabularClassificationManifest | TabularRegressionManifest

export async function predictRows(
  { rows, isOne }: RowsAsked,
  model: Model,
  call: Call,
): Promise<object> {
  const { manifest } = model
  if (manifest.task !== 'tabular-classification' && manifest.task !== 'tabular-regression') {
    throw changedMeanwhile(manifest.task)
  }
  const input = { kind: 'rows', rows } as const
  const result = await runTask<typeof manifest.task>(call, model, input).catch((error: unknown) => {
    throw mismatch(error, rows, isOne, manifest) ?? error
  })
  if (result.kind !== 'rows') throw new VitrineError('unexpected')
  const answers = result.answers.map((answer) => tableAnswer(answer, manifest))
  return isOne ? answers[0]! : { predictions: answers }
}

/** Every name that is missing or unknown, each where it belongs; the error itself has them in one sentence. */
function mismatch(
  error: unknown,
  rows: readonly Row[],
  isOne: boolean,
  { features }: TableManifest,
): ApiError | undefined {
  if (!(error instanceof VitrineError) || error.code !== 'feature-mismatch') return undefined
  const known = new Set(features.map(({ name }) => name))
  const lacking = String(error.facts['missing'])
  const missingIn = (row: Row) =>
    [...known].filter((name) => lacking.includes(name) && !Object.hasOwn(row, name))
  const extraIn = (row: Row) => Object.keys(row).filter((name) => !known.has(name))
  const index = rows.findIndex((row) => missingIn(row).length + extraIn(row).length > 0)
  const row = rows[index]
  if (row === undefined) return undefined
  const place = isOne ? ['features'] : ['rows', index]
  const problem = (type: string, name: string, msg: string): RequestProblem => ({
    type,
    loc: ['body', ...place, shorten(name, 100)],
    msg,
  })
  const problems = [
    ...missingIn(row).map((name) => problem('missing', name, 'Field required')),
    ...extraIn(row).map((name) =>
      problem('extra_forbidden', name, 'Extra inputs are not permitted'),
    ),
  ]
  const field = problems[0]!.loc.slice(1).join('.')
  return new ApiError('feature-mismatch', {
    message: sentenceFor(error),
    field,
    detail: problems.slice(0, 100),
  })
}
