import type { ReactNode } from 'react'
import { ScrollBox } from './scroll-box.tsx'

export interface LongColumn {
  readonly key: string
  readonly title: string
  /** Its share of the width, as a class. */
  readonly className?: string
  readonly isNumber?: boolean
  /** Present where the table can be sorted by it. */
  readonly sort?: ColumnSort
}

export interface ColumnSort {
  readonly direction: 'ascending' | 'descending' | undefined
  press(): void
}

interface LongTableProps {
  /** The accessible name of table and box. */
  name: string
  columns: readonly LongColumn[]
  count: number
  keyOf(row: number): string | number
  /** The cells of a row, by the keys of their columns; the first column is the row's header. */
  cellsOf(row: number): Readonly<Record<string, ReactNode>>
}

const rowHeightPx = 44

/** A real table, of which only the rows in view are made. */
export function LongTable({ name, columns, count, keyOf, cellsOf }: LongTableProps) {
  return (
    <ScrollBox name={name} count={count} rowHeightPx={rowHeightPx}>
      {({ rows, beforePx, behindPx }) => (
        <table
          aria-rowcount={count + 1}
          // On a phone the box scrolls sideways: what is squeezed cannot be read.
          style={{ minWidth: `${columns.length * 6.75}rem` }}
          className="num w-full table-fixed text-left text-note"
        >
          <caption className="sr-only">{name}</caption>
          <thead className="sticky top-0 z-1 bg-panel shadow-[0_1px_0_var(--line)]">
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <HeadCell key={column.key} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap heightPx={beforePx} span={columns.length} />
            {rows.map((row) => {
              const cells = cellsOf(row)
              return (
                <tr
                  key={keyOf(row)}
                  aria-rowindex={row + 2}
                  className="h-11 border-b border-line last:border-0"
                >
                  {columns.map((column, at) => (
                    <Cell key={column.key} column={column} isHeader={at === 0}>
                      {cells[column.key]}
                    </Cell>
                  ))}
                </tr>
              )
            })}
            <Gap heightPx={behindPx} span={columns.length} />
          </tbody>
        </table>
      )}
    </ScrollBox>
  )
}

function HeadCell({ column }: { column: LongColumn }) {
  const { title, className = '', isNumber = false, sort } = column
  const align = isNumber ? 'text-right' : ''
  return (
    <th
      scope="col"
      aria-sort={sort && (sort.direction ?? 'none')}
      className={`h-10 px-3 font-semibold whitespace-nowrap text-muted ${align} ${className}`}
    >
      {sort === undefined ? (
        title
      ) : (
        <button
          type="button"
          onClick={sort.press}
          className="-mx-1 min-h-9 cursor-pointer rounded-md px-1 hover:text-ink"
        >
          {title}
          <span aria-hidden="true" className="inline-block w-4 text-center">
            {sort.direction === undefined ? '' : sort.direction === 'ascending' ? '↑' : '↓'}
          </span>
        </button>
      )}
    </th>
  )
}

interface CellProps {
  column: LongColumn
  isHeader: boolean
  children: ReactNode
}

function Cell({ column, isHeader, children }: CellProps) {
  const align = column.isNumber === true ? 'text-right' : ''
  const look = `truncate px-3 ${align} ${column.className ?? ''}`
  if (!isHeader) return <td className={look}>{children}</td>
  return (
    <th scope="row" className={`font-normal ${look}`}>
      {children}
    </th>
  )
}

/** As high as the rows that are not made. */
function Gap({ heightPx, span }: { heightPx: number; span: number }) {
  if (heightPx <= 0) return null
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nothing stands in it */}
      <td colSpan={span} style={{ height: heightPx, padding: 0 }} />
    </tr>
  )
}
