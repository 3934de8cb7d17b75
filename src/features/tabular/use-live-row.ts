import { useState } from 'react'
import type { Runtime } from '../../protocol/runtime.ts'
import type { RowAnswer, RowsResult } from '../../protocol/table-tasks.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { useSession } from '../../queries/use-session.ts'
import type { RowState, TableManifest } from './row.ts'
import { useLasting } from './use-lasting.ts'
import { useSettled } from './use-settled.ts'

/** What the model said of the row with this key. */
export interface LiveAnswer {
  readonly key: string
  readonly answer: RowAnswer
  readonly result: RowsResult
}

/**
 * The model's answer follows the row: a moment after the last change, if the row can be run, the latest wins. A row whose
 * answer is known beforehand is not asked about unless somebody does.
 */
export function useLiveRow(
  manifest: TableManifest,
  runtime: Runtime,
  state: RowState | undefined,
  isKnown: boolean,
  onAsk: () => void,
) {
  const { session } = useSession(manifest, runtime)
  const run = useAnswer<TableManifest, string>(manifest, runtime)
  const [asked, setAsked] = useState<string>()
  const isReady = session.status === 'ready'
  const isSlow = useLasting(run.isRunning)
  const key = state?.status === 'good' ? state.key : undefined
  const isToFollow = isReady && key !== asked && !(asked === undefined && isKnown)

  function ask() {
    if (state?.status !== 'good') return
    const { row } = state
    setAsked(state.key)
    run.start(state.key, () => ({ kind: 'rows', rows: [row] }))
    onAsk()
  }
  useSettled(isToFollow ? key : undefined, ask)

  return {
    ask,
    stop: run.stop,
    isReady,
    isRunning: run.isRunning,
    isSlow,
    /** An answer to the row as it stands is on its way, and about to be there. */
    isFollowing: key !== undefined && (isToFollow || (run.isRunning && !isSlow)),
    // What failed was another row.
    error: asked === key || key === undefined ? run.error : undefined,
    live: liveOf(run.answer),
  }
}

function liveOf(
  answer: { readonly subject: string; readonly result: unknown } | undefined,
): LiveAnswer | undefined {
  const result = answer?.result as RowsResult | undefined
  const [first] = result?.kind === 'rows' ? result.answers : []
  if (answer === undefined || result === undefined || first === undefined) return undefined
  return { key: answer.subject, answer: first, result }
}
