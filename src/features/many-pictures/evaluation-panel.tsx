import type { ReactNode } from 'react'
import { calibrationOf } from '../../core/evaluation/calibration.ts'
import type { ClassFolders } from '../../core/evaluation/class-folders.ts'
import { accuracyOf, worstMistakes, type Share } from '../../core/evaluation/evaluation.ts'
import { formatPercent, plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CalibrationChart } from './calibration-chart.tsx'
import { ClassTable } from './class-table.tsx'
import { ConfusionTable } from './confusion-table.tsx'
import { Tile } from './gallery.tsx'
import { judgedRows, type Row } from './rows.ts'

interface EvaluationPanelProps {
  rows: readonly Row[]
  names: readonly string[]
  folders: ClassFolders
  onOpen(file: File): void
}

/** How often the model is right on pictures whose folders say what they are, and where it goes wrong. */
export function EvaluationPanel({ rows, names, folders, onOpen }: EvaluationPanelProps) {
  const pairs = judgedRows(rows)
  const judged = pairs.map((pair) => pair.judged)
  const worst = worstMistakes(judged, 12).map((place) => pairs[place]!.row)
  return (
    <Panel title="How often it is right" isRegion>
      <div className="grid gap-6 sm:grid-cols-2">
        <Figure title="Accuracy" share={accuracyOf(judged, 1)} />
        {names.length > 3 && <Figure title="Among the first three" share={accuracyOf(judged, 3)} />}
      </div>
      <FolderNotes folders={folders} judged={judged.length} />
      <Part title="Worst mistakes">
        {worst.length === 0 ? (
          <p className="text-muted">It made none.</p>
        ) : (
          <>
            <p className="mb-2 max-w-prose text-note text-pretty text-muted">
              Wrong, and surest of it. One that is pressed opens as one picture.
            </p>
            <List className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-2">
              {worst.map((row) => (
                <li key={row.place} className="min-w-0">
                  <Tile row={row} names={names} onOpen={onOpen} />
                </li>
              ))}
            </List>
          </>
        )}
      </Part>
      <Part title="What it takes for what">
        <ConfusionTable judged={judged} names={names} />
      </Part>
      <Part title="Every class">
        <ClassTable judged={judged} names={names} />
      </Part>
      <Part title="Whether its probabilities hold">
        <CalibrationChart calibration={calibrationOf(judged)} />
      </Part>
    </Panel>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 border-t border-line pt-4">
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Figure({ title, share }: { title: string; share: Share }) {
  const { hits, total, low, high } = share
  return (
    <div className="pt-2">
      <p className="text-note text-muted">{title}</p>
      <p className="num text-4xl font-semibold tracking-tight">{formatPercent(share.share)}</p>
      <p className="num text-note text-muted">
        {hits.toLocaleString('en-US')} of {plural(total, 'picture')} · 95 % interval{' '}
        {formatPercent(low)} to {formatPercent(high)}
      </p>
    </div>
  )
}

/** Nothing is left out in silence. */
function FolderNotes({ folders, judged }: { folders: ClassFolders; judged: number }) {
  const { unmatched, byNumber } = folders
  if (unmatched.length === 0 && !byNumber) return null
  const left = unmatched.reduce((sum, { count }) => sum + count, 0)
  const names = unmatched
    .slice(0, 12)
    .map(({ name, count, why }) => {
      const what = name === '' ? 'no folder' : `“${name}”`
      return `${what} (${count}${why === 'ambiguous' ? ', several classes have this name' : ''})`
    })
    .join(', ')
  const more = unmatched.length > 12 ? `, and ${plural(unmatched.length - 12, 'more folder')}` : ''
  return (
    <p className="max-w-prose text-note text-pretty wrap-anywhere text-muted">
      {byNumber && 'The folders are numbers: they were taken for the classes counted from 0. '}
      {unmatched.length > 0 &&
        `${plural(left, 'picture')} in folders that are no class of this model do not count: ${names}${more}. ${plural(judged, 'picture')} count.`}
    </p>
  )
}
