import { useDeferredValue, useMemo, useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { Downloads } from './downloads.tsx'
import { FilterFields } from './filter-fields.tsx'
import { everything, type Show } from './filter-rows.ts'
import { mostRows, RowGrid } from './row-grid.tsx'
import type { Sheet } from './sheet.ts'
import { classCountsOf } from './summary-of.ts'
import { fileOrder, useShownRows } from './use-shown-rows.ts'

interface ResultsPanelProps {
  sheet: Sheet
  /** Present where the file has the true answers. */
  wrong: ((row: number) => boolean) | undefined
}

const nothingIsWrong = () => false

/** Every row with its answer: to be sorted, filtered and taken away. */
export function ResultsPanel({ sheet, wrong }: ResultsPanelProps) {
  const [filter, setFilter] = useState(everything)
  const [order, setOrder] = useState(fileOrder)
  const [showsAll, setShowsAll] = useState(false)
  const isWrong = wrong ?? nothingIsWrong
  const wanted = useDeferredValue(filter)
  const { rows, isWorking } = useShownRows(sheet, wanted, order, isWrong)
  const options = useMemo(() => optionsOf(sheet, wrong !== undefined), [sheet, wrong])
  const { truth } = sheet.asked.reading
  const columns = useMemo(
    () => [...sheet.answers, ...(showsAll ? sheet.probabilities : []), ...sheet.own],
    [sheet, showsAll],
  )
  const all = sheet.result.rows
  return (
    <Panel
      title="Rows and answers"
      isRegion
      foot={
        <>
          <output aria-label="Shown">
            {rows.length === all
              ? plural(all, 'row')
              : `${rows.length.toLocaleString('en-US')} of ${plural(all, 'row')}`}
          </output>
          <Downloads sheet={sheet} />
        </>
      }
    >
      <FilterFields
        filter={filter}
        options={options}
        hasProbabilities={sheet.probabilities.length > 0}
        onChange={setFilter}
      />
      {sheet.probabilities.length > 0 && (
        <Field label="Probability of every class" className="flex-row-reverse justify-end gap-2">
          {(links) => (
            <input
              {...links}
              type="checkbox"
              checked={showsAll}
              onChange={({ currentTarget }) => setShowsAll(currentTarget.checked)}
              className="size-4 accent-accent"
            />
          )}
        </Field>
      )}
      <div aria-busy={isWorking}>
        {rows.length === 0 ? (
          <p className="py-6 text-muted">No row is so.</p>
        ) : (
          <RowGrid
            name="Rows and what the model says"
            sheet={sheet}
            columns={columns}
            rows={rows}
            truthKey={truth === undefined ? undefined : `own-${truth}`}
            isWrong={isWrong}
            order={order}
            onOrder={setOrder}
          />
        )}
      </div>
      {rows.length > mostRows && (
        <p className="max-w-prose text-note text-muted">
          The table shows the first {plural(mostRows, 'row')} of this order; sorting, filtering and
          the downloads take all.
        </p>
      )}
    </Panel>
  )
}

/** A list of more classes finds nobody's eye. */
const mostClasses = 200

/** Those that there is something of, with how many; the classes by how often they were said. */
function optionsOf(sheet: Sheet, isJudged: boolean): (readonly [Show, string])[] {
  const { rows, badRows, classes } = sheet.result
  const many = (count: number) => count.toLocaleString('en-US')
  const said = classCountsOf(sheet)
    .slice(0, mostClasses)
    .map(({ place, count }): readonly [Show, string] => [
      `class-${place}`,
      `${classes[place]} (${many(count)})`,
    ])
  return [
    ['all', `All (${many(rows)})`],
    ...(isJudged ? [['wrong', 'Wrong'] as const] : []),
    ['bad', `Bad (${many(badRows)})`],
    ...(badRows > 0 ? [['good', `Good (${many(rows - badRows)})`] as const] : []),
    ...said,
  ]
}
