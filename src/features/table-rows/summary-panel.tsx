import { useMemo } from 'react'
import { formatPercent, plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { BadRows } from './bad-rows.tsx'
import type { Sheet } from './sheet.ts'
import { classCountsOf, spreadsOf } from './summary-of.ts'
import { numberWords, speedWords } from './words.ts'

const mostClasses = 12

/** What the model says of the file as a whole. */
export function SummaryPanel({ sheet }: { sheet: Sheet }) {
  const { rows, badRows, classes } = sheet.result
  const { counts, spreads } = useMemo(
    () => ({ counts: classCountsOf(sheet), spreads: spreadsOf(sheet) }),
    [sheet],
  )
  const others = counts.slice(mostClasses)
  return (
    <Panel
      title={<span className="wrap-anywhere">Output for {sheet.asked.name}</span>}
      isRegion
      foot={
        <output aria-label="Speed" aria-live="off">
          {speedWords(sheet)}
        </output>
      }
    >
      <p className="num pt-1 text-2xl font-semibold tracking-tight">
        {plural(rows - badRows, 'answer')}
        {badRows > 0 && <span className="text-danger"> · {plural(badRows, 'bad row')}</span>}
      </p>
      {counts.length > 0 && (
        <List aria-label="Shares of the classes" className="grid gap-3 sm:grid-cols-2 sm:gap-x-8">
          {counts.slice(0, mostClasses).map(({ place, count, share }, index) => (
            <li key={place}>
              <div className="mb-1 flex justify-between gap-4">
                <span className="min-w-0 wrap-anywhere">{classes[place]}</span>
                <span className="num whitespace-nowrap text-muted">
                  {count.toLocaleString('en-US')} · {formatPercent(share)}
                </span>
              </div>
              <Meter name={classes[place] ?? ''} prob={share} isLeading={index === 0} isThin />
            </li>
          ))}
        </List>
      )}
      {others.length > 0 && (
        <p className="num text-note text-muted">
          And {plural(others.length, 'other class').replace(/classs$/, 'classes')} with{' '}
          {plural(
            others.reduce((sum, { count }) => sum + count, 0),
            'row',
          )}
          .
        </p>
      )}
      {spreads.map(({ name, unit, mean, min, max }) => (
        <dl key={name} className="num flex flex-wrap gap-x-8 gap-y-2">
          {spreads.length > 1 && <Fact title="Of" value={name} />}
          <Fact title="Mean" value={numberWords(mean, unit)} />
          <Fact title="Least" value={numberWords(min, unit)} />
          <Fact title="Most" value={numberWords(max, unit)} />
        </dl>
      ))}
      {badRows > 0 && <BadRows sheet={sheet} />}
    </Panel>
  )
}

export function Fact({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt className="text-note text-muted">{title}</dt>
      <dd className="text-2xl font-semibold tracking-tight wrap-anywhere">{value}</dd>
    </div>
  )
}
