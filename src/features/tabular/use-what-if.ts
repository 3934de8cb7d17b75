import { useMemo, useState } from 'react'
import type { Runtime } from '../../protocol/runtime.ts'
import type { Feature } from '../../protocol/table-manifests.ts'
import type { RowsResult, TableRow } from '../../protocol/table-tasks.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { useSession } from '../../queries/use-session.ts'
import type { TableManifest } from './row.ts'
import { rangeOf } from './sweep.ts'
import { useSettled } from './use-settled.ts'
import { answersOf, planOf, rowsOf, type Plan } from './what-if-plan.ts'

/**
 * What the model says of the row and of its neighbours, a moment after the row last changed. The last answers stay
 * while the next ones come.
 */
export function useWhatIf(
  manifest: TableManifest,
  runtime: Runtime,
  given: TableRow | undefined,
  feature: Feature | undefined,
) {
  const { session } = useSession(manifest, runtime)
  const { start, error, answer, isRunning } = useAnswer<TableManifest, Plan>(manifest, runtime)
  // The ranges that nobody says must not run away from whoever drags the value.
  const [first, setFirst] = useState(given)
  if (first === undefined && given !== undefined) setFirst(given)
  const [last, setLast] = useState(given)
  if (given !== undefined && given !== last) setLast(given)
  const row = given ?? last
  const plan = useMemo(
    () =>
      row === undefined || feature === undefined
        ? undefined
        : planOf(manifest, row, feature, (one) => rangeOf(one, manifest, first ?? row)),
    [manifest, row, feature, first],
  )
  const isReady = session.status === 'ready'
  const key = plan && JSON.stringify([plan.feature.name, plan.row])
  useSettled(isReady ? key : undefined, () => {
    if (plan !== undefined) start(plan, () => ({ kind: 'rows', rows: rowsOf(plan) }))
  })
  const result = answer?.result as RowsResult | undefined
  return {
    isReady,
    isRunning,
    error,
    found:
      answer === undefined || result?.kind !== 'rows'
        ? undefined
        : { plan: answer.subject, answers: answersOf(answer.subject, result.answers) },
  }
}
