import type { ReactNode } from 'react'
import { formatPercent, plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ClassScoresTable } from './class-scores-table.tsx'
import { ConfusionMatrix } from '../../ui/confusion-matrix.tsx'
import { ErrorChart } from './error-chart.tsx'
import type { ClassVerdict } from './judge-classes.ts'
import type { NumberVerdict } from './judge-numbers.ts'
import { sixDigits, type Sheet } from './sheet.ts'
import { Fact } from './summary-panel.tsx'
import type { Verdict } from './use-verdict.ts'
import { numberWords } from './words.ts'
import { WorstRows } from './worst-rows.tsx'

interface VerdictPanelProps {
  sheet: Sheet
  verdict: Verdict
}

/** How often the model is right, or how far it is off, on rows whose answer the file has. */
export function VerdictPanel({ sheet, verdict }: VerdictPanelProps) {
  return verdict.kind === 'classes' ? (
    <ClassPanel sheet={sheet} verdict={verdict} />
  ) : (
    <NumberPanel sheet={sheet} verdict={verdict} />
  )
}

function ClassPanel({ sheet, verdict }: { sheet: Sheet; verdict: ClassVerdict }) {
  const { accuracy, confusion, scores, worst, unmatched, unmatchedRows, byNumber, truths } = verdict
  const { classes, predicted } = sheet.result
  return (
    <Panel title="How often it is right" isRegion>
      {accuracy.total === 0 ? (
        <p className="text-muted">No row can be judged.</p>
      ) : (
        <div className="pt-2">
          <p className="text-note text-muted">Accuracy</p>
          <p className="num text-4xl font-semibold tracking-tight">
            {formatPercent(accuracy.share)}
          </p>
          <p className="num text-note text-muted">
            {accuracy.hits.toLocaleString('en-US')} of {plural(accuracy.total, 'row')} · 95 %
            interval {formatPercent(accuracy.low)} to {formatPercent(accuracy.high)}
          </p>
        </div>
      )}
      {(byNumber || unmatchedRows > 0) && (
        <p className="max-w-prose text-note text-pretty wrap-anywhere text-muted">
          {byNumber && 'The true answers are numbers: they were taken for the classes, from 0. '}
          {unmatchedRows > 0 &&
            `In ${plural(unmatchedRows, 'row')} the true answer is no class of this model, and they do not count: ${namesOf(unmatched)}.`}
        </p>
      )}
      {accuracy.total > 0 && (
        <>
          <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[auto_minmax(0,1fr)]">
            <Part title="What it takes for what">
              <ConfusionMatrix confusion={confusion} names={classes} things="rows" />
            </Part>
            <Part title="Every class">
              <ClassScoresTable scores={scores} names={classes} />
            </Part>
          </div>
          <Part title="Worst mistakes">
            {worst.length === 0 ? (
              <p className="text-muted">It made none.</p>
            ) : (
              <WorstRows
                sheet={sheet}
                name="Worst mistakes"
                note="Wrong, and surest of it."
                heads={['Is', 'Says', ...(Number.isNaN(sheet.probOf(worst[0]!)) ? [] : ['Sure'])]}
                rows={worst.map((row) => ({
                  row,
                  cells: [
                    classes[truths[row]!] ?? '',
                    classes[predicted?.[row] ?? -1] ?? '',
                    ...(Number.isNaN(sheet.probOf(row)) ? [] : [formatPercent(sheet.probOf(row))]),
                  ],
                }))}
              />
            )}
          </Part>
        </>
      )}
    </Panel>
  )
}

function namesOf(unmatched: ClassVerdict['unmatched']): string {
  const most = 8
  const some = unmatched.slice(0, most).map(([name, count]) => {
    const short = name.length > 40 ? `${name.slice(0, 39)}…` : name
    return `${name === '' ? 'nothing' : `“${short}”`} (${count.toLocaleString('en-US')})`
  })
  return some.join(', ') + (unmatched.length > most ? ' and others' : '')
}

function NumberPanel({ sheet, verdict }: { sheet: Sheet; verdict: NumberVerdict }) {
  const { total, without, meanAbsolute, rootMeanSquare, r2, worst } = verdict
  const unit =
    sheet.manifest.task === 'tabular-regression' ? sheet.manifest.targets[0]?.unit : undefined
  return (
    <Panel title="How far it is off" isRegion>
      {total === 0 ? (
        <p className="text-muted">No row can be judged: the true answers are no numbers.</p>
      ) : (
        <>
          <dl className="num flex flex-wrap gap-x-8 gap-y-2 pt-2">
            <Fact title="Mean absolute error" value={numberWords(meanAbsolute, unit)} />
            <Fact title="Root mean square error" value={numberWords(rootMeanSquare, unit)} />
            <Fact title="R²" value={r2 === undefined ? '–' : r2.toFixed(3)} />
          </dl>
          <p className="num text-note text-muted">
            Over {plural(total, 'row')}
            {without > 0 && `; ${plural(without, 'row')} without a number as the true answer`}.
          </p>
          <Part title="By how much">
            <ErrorChart verdict={verdict} unit={unit} />
          </Part>
          <Part title="Worst rows">
            <WorstRows
              sheet={sheet}
              name="Worst rows"
              note="Off the furthest."
              heads={['Is', 'Says', 'Off by']}
              rows={worst.map(({ row, truth, error }) => ({
                row,
                cells: [sixDigits(truth), sixDigits(truth + error), sixDigits(error)],
              }))}
            />
          </Part>
        </>
      )}
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
