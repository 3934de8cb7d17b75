import { useState } from 'react'
import { formatMs, formatPercent } from '../../ui/format.ts'
import { problemOf } from './download.ts'
import { LongTable, type ColumnSort, type LongColumn } from './long-table.tsx'
import { PathButton } from './path-button.tsx'
import { ordered, seenIn, type Column, type Order, type Row } from './rows.ts'
import { verdictLook } from './words.ts'

interface PictureTableProps {
  rows: readonly Row[]
  names: readonly string[]
  isLabelled: boolean
  onOpen(file: File): void
}

/** The same as a table: sortable, and with every error by its picture's name. */
export function PictureTable({ rows, names, isLabelled, onOpen }: PictureTableProps) {
  const [order, setOrder] = useState<Order>({ by: 'path', descending: false })
  const sorted = ordered(rows, order, names)
  const sortBy = (by: Column): ColumnSort => ({
    direction: order.by !== by ? undefined : order.descending ? 'descending' : 'ascending',
    press: () =>
      setOrder((before) => ({ by, descending: before.by === by ? !before.descending : false })),
  })
  const columns: LongColumn[] = [
    { key: 'path', title: 'Picture', sort: sortBy('path') },
    { key: 'prediction', title: 'Prediction', sort: sortBy('prediction') },
    {
      key: 'prob',
      title: 'Probability',
      isNumber: true,
      className: 'w-32',
      sort: sortBy('prob'),
    },
    ...(isLabelled ? [{ key: 'truth', title: 'Folder', sort: sortBy('truth') }] : []),
    { key: 'ms', title: 'ms', isNumber: true, className: 'w-20' },
  ]
  return (
    <LongTable
      name="Pictures as a table"
      columns={columns}
      count={sorted.length}
      keyOf={(at) => sorted[at]?.place ?? at}
      cellsOf={(at) => {
        const row = sorted[at]
        if (row === undefined) return {}
        const seen = seenIn(row.outcome)
        const problem = problemOf(row)
        return {
          path: <PathButton item={row.item} onOpen={onOpen} />,
          prediction: (
            <span className={verdictLook(row)} title={problem}>
              {problem ?? names[seen?.ranked[0] ?? -1] ?? '–'}
            </span>
          ),
          prob: seen && formatPercent(seen.prob),
          truth: names[row.truth ?? -1] ?? '–',
          ms: seen && formatMs(seen.timing.totalMs),
        }
      }}
    />
  )
}
