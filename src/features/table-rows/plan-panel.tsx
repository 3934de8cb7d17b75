import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { formatSize, plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FirstRows } from './first-rows.tsx'
import { FormatFields } from './format-fields.tsx'
import { headOf } from './head-of.ts'
import type { TableManifest } from './manifest.ts'
import { MappingFields } from './mapping-fields.tsx'
import { lacking, readOtherwise, type Plan } from './plan.ts'

interface PlanPanelProps {
  plan: Plan
  manifest: TableManifest
  onChange(plan: Plan): void
  onRun(plan: Plan): void
  /** How the run goes. */
  children: ReactNode
}

/** How a file is going to be read: found by looking at it, and to be corrected before it is run. */
export function PlanPanel(props: PlanPanelProps) {
  const { plan, manifest, onChange, onRun, children } = props
  const { file, name, reading, notes } = plan
  const [problem, setProblem] = useState<'lacking' | 'unreadable'>()
  const latest = useRef(plan)
  useEffect(() => {
    latest.current = plan
  })
  const open = lacking(plan, manifest)
  const found = reading.columns.filter((place) => place !== null).length

  function change(next: Plan) {
    setProblem(undefined)
    onChange(next)
  }

  async function reread(form: Parameters<typeof readOtherwise>[1]) {
    // The choice is seen at once; its rows come when the file was read again.
    const chosen = { ...plan, reading: { ...plan.reading, ...form } }
    change(chosen)
    try {
      const head = await headOf(file, form)
      if (latest.current.reading === chosen.reading) {
        change(readOtherwise(latest.current, form, head, manifest))
      }
    } catch {
      setProblem('unreadable')
    }
  }

  return (
    <Panel
      title={<span className="wrap-anywhere">{name}</span>}
      isRegion
      aside={<span className="num text-note text-muted">{formatSize(file.size)}</span>}
    >
      <FormatFields reading={reading} onChange={(form) => void reread(form)} />
      {notes.length > 0 && (
        <List className="grid max-w-prose list-disc gap-1 pl-5 text-note text-pretty wrap-anywhere text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </List>
      )}
      <FirstRows plan={plan} />
      <section className="grid gap-3 border-t border-line pt-4">
        <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
          Which column is what
          <span className="num text-note font-normal text-muted">
            {found} of {plural(manifest.features.length, 'feature')} found
          </span>
        </h3>
        <MappingFields plan={plan} manifest={manifest} onChange={change} />
      </section>
      {problem === 'lacking' && open.length > 0 && (
        <Alert
          title={`${open.length === 1 ? 'A feature has' : 'Features have'} no column: ${listed(open)}.`}
          remedy="Choose the columns that they are to be read from."
        />
      )}
      {problem === 'unreadable' && (
        <Alert
          title="The file cannot be read any more."
          reason="It was moved, changed or taken away since it was chosen."
          remedy="Choose it again."
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          onClick={() => (open.length > 0 ? setProblem('lacking') : onRun(plan))}
        >
          Run
        </Button>
      </div>
      {children}
      <Announcer
        message={`${name}: ${found} of ${plural(manifest.features.length, 'feature')} found.`}
      />
    </Panel>
  )
}

function listed(names: readonly string[]): string {
  const most = 6
  const some = names.slice(0, most).map((name) => `“${name}”`)
  const more = names.length > most ? ` and ${names.length - most} more` : ''
  return some.join(', ') + more
}
