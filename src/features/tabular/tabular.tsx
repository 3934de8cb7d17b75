import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import type { Runtime } from '../../protocol/runtime.ts'
import type { TableExample } from '../../protocol/table-manifests.ts'
import { OpeningFold } from '../../ui/opening-fold.tsx'
import { revealBelow } from '../../ui/reveal.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { answerOfExample, exhibitOf, type KnownExample } from './exhibit.ts'
import { JsonFold } from './json-fold.tsx'
import { OutputPanel } from './output-panel.tsx'
import { problemOf } from './problem.ts'
import { writeRowJson } from './row-json.ts'
import { RowPanel } from './row-panel.tsx'
import { draftOfExample, examine, valueIn, type TableManifest } from './row.ts'
import { formOfDraft, formOfJson, readShared, writeShared } from './shared-state.ts'
import { useLiveRow } from './use-live-row.ts'
import { answerWords, problemsWords } from './words.ts'

const WhatIf = lazy(() => import('./what-if.tsx').then((found) => ({ default: found.WhatIf })))

interface TabularProps {
  manifest: TableManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
  /** Takes a file of rows, where that can be done. */
  onFile?: ((file: File) => void) | undefined
}

/** One row of a table on one side, what the model says of it on the other. */
export function Tabular({ manifest, runtime, shared, onShare, onFile }: TabularProps) {
  const [form, setForm] = useState(() => readShared(shared, manifest))
  const { draft } = form
  const state = useMemo(() => examine(draft, manifest), [draft, manifest])
  const key = state.status === 'good' ? state.key : undefined
  const known = useKnown(manifest, key)
  const isBroken = form.broken !== undefined
  const [hasChosen, setHasChosen] = useState(false)
  const isKnown = known?.key === key && !hasChosen
  const row = useLiveRow(manifest, runtime, isBroken ? undefined : state, isKnown, () =>
    onShare(writeShared(draft, manifest)),
  )
  const [isAsking, setIsAsking] = useState(false)
  const page = useRef<HTMLDivElement>(null)
  const output = useRef<HTMLDivElement>(null)

  const change = useCallback((name: string, value: unknown) => {
    setForm((before) => {
      const touched = before.touched === 'all' ? before.touched : new Set(before.touched).add(name)
      return { draft: { ...before.draft, [name]: value }, touched, isRefused: false }
    })
  }, [])

  function predict() {
    if (key !== undefined && !isBroken) {
      row.ask()
      revealBelow(output.current)
      return
    }
    setForm({ ...form, touched: 'all', isRefused: true })
    // When the fields have been marked.
    requestAnimationFrame(() =>
      page.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
    )
  }

  function choose(example: TableExample) {
    setForm(formOfDraft(draftOfExample(example, manifest.features)))
    // Before the model has come, what it said beforehand is there at once; afterwards it is asked for real.
    if (row.isReady) setHasChosen(true)
  }

  function leaveOut() {
    const names = manifest.features.map(({ name }) => name)
    const kept = names.map((name) => [name, valueIn(draft, name) ?? ''] as const)
    setForm({ draft: Object.fromEntries(kept), touched: 'all', isRefused: false })
  }

  const problems = state.status === 'good' ? none : state.problems
  const marked = new Map(
    [...problems].filter(
      ([name]) =>
        form.touched === 'all' || form.touched.has(name) || (valueIn(draft, name) ?? '') !== '',
    ),
  )
  const exhibit = exhibitOf(row.live, known)
  const isOther = exhibit.kind !== 'nothing' && exhibit.key !== key
  const problem = problemOf(form, state, row.error)
  return (
    <div
      ref={page}
      className="grid grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:grid-rows-[auto_1fr] md:gap-x-6"
    >
      <div className="grid min-w-0">
        <RowPanel
          manifest={manifest}
          draft={draft}
          problems={marked}
          isSlow={row.isSlow}
          isLive={row.isReady}
          brief={
            isBroken || isOther || exhibit.kind === 'nothing'
              ? undefined
              : answerWords(exhibit.answer, manifest)
          }
          onChange={change}
          onPredict={predict}
          onStop={row.stop}
          onChoose={choose}
          onFile={onFile}
        />
      </div>
      <div className="grid min-w-0 gap-4 md:col-start-2 md:row-span-2 md:row-start-1">
        <div ref={output} className="grid scroll-m-4">
          <OutputPanel
            manifest={manifest}
            exhibit={exhibit}
            isRunning={row.isRunning}
            isSlow={row.isSlow}
            isOutdated={isBroken || (isOther && !row.isFollowing)}
            problem={problem}
            said={
              isBroken
                ? 'The JSON is not a row yet.'
                : marked.size > 0
                  ? problemsWords(marked.size)
                  : undefined
            }
            onLeaveOut={state.status === 'mismatch' && !isBroken ? leaveOut : undefined}
          />
        </div>
        <OpeningFold title="What if" isOpen={isAsking} onToggle={setIsAsking}>
          {() => (
            <Suspense fallback={<Skeleton className="h-64" />}>
              <WhatIf
                manifest={manifest}
                runtime={runtime}
                row={state.status === 'good' ? state.row : undefined}
                onChange={change}
              />
            </Suspense>
          )}
        </OpeningFold>
      </div>
      {/* Behind the output, where all is one column. */}
      <div className="min-w-0 md:col-start-1 md:row-start-2">
        <JsonFold
          json={form.json ?? writeRowJson(draft, manifest)}
          problem={form.broken ?? (state.status === 'mismatch' ? problem?.words.title : undefined)}
          isWanted={isBroken || state.status === 'mismatch'}
          onChange={(json) => setForm(formOfJson(json, draft))}
        />
      </div>
    </div>
  )
}

const none: ReadonlyMap<string, string> = new Map()

/** The example that has the answer to this row with it, else the last one that had: its answer stays till there is another. */
function useKnown(manifest: TableManifest, key: string | undefined): KnownExample | undefined {
  const known = useMemo(
    () =>
      manifest.examples.flatMap((example) => {
        const answer = answerOfExample(example)
        const state = examine(draftOfExample(example, manifest.features), manifest)
        return answer === undefined || state.status !== 'good' ? [] : [{ key: state.key, answer }]
      }),
    [manifest],
  )
  const current = known.find((one) => one.key === key)
  const [last, setLast] = useState(current)
  if (current !== undefined && current !== last) setLast(current)
  return current ?? last
}
