import { useState, useSyncExternalStore } from 'react'
import { describeError } from '../../protocol/messages.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useLoader } from '../../queries/loader-context.ts'
import type { ManyState } from '../../queries/many-state.ts'
import type { ManyElsewhere } from '../../queries/use-many-elsewhere.ts'
import { useSession } from '../../queries/use-session.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Select } from '../../ui/select.tsx'
import { compare } from './comparison.ts'
import { ComparisonReport } from './comparison-report.tsx'
import type { Item } from './item.ts'
import { titleOf, useOtherModels, type OtherModel } from './other-models.ts'
import { seenIn, type Row } from './rows.ts'
import { workOf, type Seen } from './seen.ts'
import { progressWords } from './words.ts'

interface ComparePanelProps {
  manifest: ImageClassificationManifest
  runtime: Runtime
  /** Of the page's own model, which is done with them. */
  rows: readonly Row[]
  elsewhere: ManyElsewhere<ImageClassificationManifest, Item, Seen>
  onOpen(file: File): void
}

interface Asked {
  readonly other: OtherModel
  readonly ownTitle: string
  /** As they were when the other model was asked. */
  readonly rows: readonly Row[]
}

/** The same pictures through another model, and where the two differ. */
export function ComparePanel({ manifest, runtime, rows, elsewhere, onOpen }: ComparePanelProps) {
  const { session } = useSession(manifest, runtime)
  const running = session.status === 'ready' ? session.opened.model : undefined
  const models = useOtherModels(manifest, running)
  const [chosen, setChosen] = useState<string>()
  const [asked, setAsked] = useState<Asked>()
  const other = models.find(({ key }) => key === chosen) ?? models[0]
  const { state } = elsewhere
  const isRunning = state.status === 'running'
  // While it runs, comparing hundreds of answers in every frame would only heat the room.
  const report =
    asked === undefined || state.status === 'idle' || isRunning
      ? undefined
      : compare(asked.rows, state.outcomes, { own: manifest, other: asked.other.manifest })

  function start() {
    if (other === undefined) return
    const seen = rows.filter(({ outcome }) => seenIn(outcome) !== undefined)
    setAsked({ other, ownTitle: titleOf(manifest, running, other), rows: seen })
    elsewhere.start(other.manifest, workOf(seen.map(({ item }) => item)))
  }

  return (
    <Panel title="Beside another model" isRegion>
      <p className="max-w-prose text-pretty text-muted">
        The same pictures through another file of this model or another model: how often the two
        agree, where they do not, and how fast each is. One model is in memory at a time, so this
        one leaves for as long as that takes.
      </p>
      {other === undefined ? (
        <p className="text-note text-muted">
          There is no other model for pictures here. Open one on the list of demos and come back, or
          give an export with several precisions.
        </p>
      ) : (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Other model" className="w-72 max-w-full">
            {(links) => (
              <Select
                {...links}
                value={other.key}
                options={models.map(({ key, title }) => [key, title] as const)}
                onChange={setChosen}
                disabled={isRunning}
              />
            )}
          </Field>
          <Button onClick={start} disabled={isRunning || running === undefined}>
            Compare
          </Button>
        </div>
      )}
      {isRunning && asked !== undefined && (
        <Progress title={asked.other.title} state={state} onCancel={elsewhere.stop} />
      )}
      {state.status === 'failed' && (
        <Alert {...describeError(state.error)} detail={state.error.detail} />
      )}
      {state.status === 'stopped' && (
        <p className="num text-note text-muted">{progressWords(state)}.</p>
      )}
      {report !== undefined && asked !== undefined && (
        <ComparisonReport
          report={report}
          titles={{ own: asked.ownTitle, other: asked.other.title }}
          onOpen={onOpen}
        />
      )}
      <Announcer message={announcement(state, asked)} />
    </Panel>
  )
}

interface ProgressProps {
  title: string
  state: Exclude<ManyState<Item, Seen>, { status: 'idle' }>
  onCancel(): void
}

function Progress({ title, state, onCancel }: ProgressProps) {
  const loader = useLoader()
  const estimate = useSyncExternalStore(loader.subscribe, loader.estimate)
  const { count, items } = state
  const isLoading = count === 0
  const loaded = Math.round(estimate?.percent ?? 0)
  const text = isLoading
    ? `Second model, ${title}: loading, ${loaded} %`
    : `Second model, ${title}: ${progressWords(state)}`
  return (
    <div>
      <div className="num flex min-h-12 items-center justify-between gap-4 text-note text-muted">
        <span className="min-w-0 wrap-anywhere">{text}</span>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <ProgressBar
        name="Comparing"
        percent={isLoading ? 0 : (100 * count) / items.length}
        text={text}
      />
    </div>
  )
}

function announcement(state: ManyState<Item, Seen>, asked: Asked | undefined): string {
  if (state.status === 'running') return `Running ${asked?.other.title ?? 'the other model'}.`
  if (state.status === 'done') return `Compared ${plural(state.items.length, 'picture')}.`
  return ''
}
