import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { useRun } from '../../queries/use-run.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { Panel } from '../../ui/panel.tsx'
import { revealBelow } from '../../ui/reveal.ts'
import { GiveFile } from './give-file.tsx'
import type { TableManifest } from './manifest.ts'
import { planOf, remember, type Plan } from './plan.ts'
import { PlanPanel } from './plan-panel.tsx'
import { ResultsPanel } from './results-panel.tsx'
import { RunProgress } from './run-progress.tsx'
import { sheetOf, type Asked, type Sheet } from './sheet.ts'
import { SummaryPanel } from './summary-panel.tsx'
import { usePastedTable } from './use-pasted-table.ts'
import { useVerdict } from './use-verdict.ts'
import { VerdictPanel } from './verdict-panel.tsx'
import { doneWords } from './words.ts'

interface TableRowsProps {
  manifest: TableManifest
  runtime: Runtime
  /** It is kept while something else is looked at, and takes no files then. */
  isShown?: boolean
}

/** A file of rows: how it is to be read, what the model says of each row, and how often it is right. */
export function TableRows({ manifest, runtime, isShown = true }: TableRowsProps) {
  const look = useAnswer<TableManifest, File>(manifest, runtime)
  const run = useRun<TableManifest, Asked>(manifest, runtime)
  const [plan, setPlan] = useState<{ readonly of: number; readonly plan: Plan }>()
  const [sheet, setSheet] = useState<Sheet>()
  const results = useRef<HTMLDivElement>(null)

  const { answer } = look
  if (answer !== undefined && answer.id !== plan?.of && answer.result.kind === 'look') {
    setPlan({ of: answer.id, plan: planOf(answer.subject, answer.result, manifest) })
  }
  const { state } = run
  if (state.status === 'done' && state.id !== sheet?.id && state.result.kind === 'file') {
    setSheet(sheetOf(state.id, state.subject, state.result, manifest))
  }
  const verdict = useVerdict(sheet)
  const wrong = useMemo(() => {
    if (verdict?.kind !== 'classes' || sheet === undefined) return undefined
    const { truths } = verdict
    const predicted = sheet.result.predicted
    return (row: number) =>
      truths[row]! >= 0 && (predicted?.[row] ?? -1) >= 0 && truths[row] !== predicted?.[row]
  }, [verdict, sheet])

  function take(file: File) {
    look.start(file, () => ({ kind: 'look', file }))
  }
  function start(chosen: Plan) {
    const { file, name, reading } = chosen
    remember(chosen, manifest)
    const asked: Asked = { file, name, reading, startedAt: performance.now() }
    run.start(asked, () => ({ kind: 'file', file, reading }))
  }
  const isRunning = state.status === 'running'
  const step = isRunning || state.status === 'stopped' ? state.steps.at(-1) : undefined
  const sheetId = sheet?.id
  useEffect(() => {
    if (sheetId === undefined) return undefined
    // Where things lie is known then without being asked for twice.
    const frame = requestAnimationFrame(() => revealBelow(results.current))
    return () => cancelAnimationFrame(frame)
  }, [sheetId])
  // The long table comes after the short answer, in a task of its own.
  const drawn = useDeferredValue(sheet)
  usePastedTable(isShown, take)

  return (
    <div className="grid gap-4 md:gap-6">
      {isShown && <TakesFiles onFile={take} />}
      <Panel title="Rows">
        <GiveFile onFile={take} />
        {look.isRunning && <p className="text-note text-muted">Looking at the file…</p>}
        {look.error !== undefined && <Problem error={look.error} />}
      </Panel>
      {plan !== undefined && (
        <PlanPanel
          key={plan.of}
          plan={plan.plan}
          manifest={manifest}
          onChange={(changed) => setPlan({ of: plan.of, plan: changed })}
          onRun={start}
        >
          {state.status === 'running' && (
            <RunProgress
              step={step}
              name={state.subject.name}
              startedAt={state.subject.startedAt}
              onCancel={run.stop}
            />
          )}
          {state.status === 'stopped' && (
            <p className="num text-note text-muted">{stoppedWords(step?.rows)}</p>
          )}
          {state.status === 'failed' && <Problem error={state.error} />}
        </PlanPanel>
      )}
      <div ref={results} className="grid min-w-0 gap-4 empty:hidden md:gap-6">
        {sheet !== undefined && (
          <>
            <SummaryPanel sheet={sheet} />
            {verdict !== undefined && <VerdictPanel sheet={sheet} verdict={verdict} />}
            {drawn === sheet && <ResultsPanel key={sheet.id} sheet={sheet} wrong={wrong} />}
          </>
        )}
      </div>
      <Announcer
        message={
          look.isRunning
            ? 'Looking at the file.'
            : state.status === 'running'
              ? `Running ${state.subject.name}.`
              : state.status === 'stopped'
                ? stoppedWords(step?.rows)
                : state.status === 'done' && sheet !== undefined
                  ? doneWords(sheet)
                  : ''
        }
      />
    </div>
  )
}

function stoppedWords(rows: number | undefined): string {
  return rows === undefined
    ? 'Cancelled before the first row.'
    : `Cancelled after ${rows.toLocaleString('en-US')} rows.`
}

function Problem({ error }: { error: VitrineError }) {
  return <Alert {...describeError(error)} detail={error.detail} />
}

/** What is dropped on the page. */
function TakesFiles({ onFile }: { onFile(file: File): void }) {
  useDroppedFile('a table', onFile)
  return null
}
