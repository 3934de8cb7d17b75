import type { Order } from './use-shown-rows.ts'

interface HeadCellProps {
  title: string
  columnKey: string
  /** Of all columns, from 1. */
  at: number
  isFirst?: boolean
  isNumber?: boolean
  order: Order
  onOrder(order: Order): void
}

/** The name of a column, which sorts by it; pressed again, the other way round. */
export function HeadCell(props: HeadCellProps) {
  const { title, columnKey, at, isFirst = false, isNumber = false, order, onOrder } = props
  const isSorted = order.by === columnKey
  const side = isNumber || isFirst ? 'justify-end text-right' : ''
  return (
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the button in it has a text
    <th
      scope="col"
      aria-colindex={at}
      aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
      className={`sticky top-0 h-10 border-b border-line bg-panel px-2 font-semibold text-muted ${isFirst ? 'left-0 z-3' : 'z-2'}`}
    >
      <button
        type="button"
        title={title.length > 14 ? title : undefined}
        onClick={() =>
          onOrder({ by: columnKey, isDescending: isSorted ? !order.isDescending : false })
        }
        className={`flex min-h-9 w-full min-w-0 cursor-pointer items-center rounded-md px-1 hover:text-ink ${side}`}
      >
        <span className="truncate">{title.trim() === '' ? 'without a name' : title}</span>
        <span aria-hidden="true" className="w-4 shrink-0 text-center text-accent">
          {isSorted ? (order.isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  )
}
