import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import { HeadCell } from './head-cell.tsx'
import type { Sheet, SheetColumn } from './sheet.ts'
import type { Order } from './use-shown-rows.ts'

interface RowGridProps {
  /** The accessible name of table and box. */
  name: string
  sheet: Sheet
  columns: readonly SheetColumn[]
  /** In the order in which they are to be seen. */
  rows: Uint32Array
  /** The key of the column that says what is true. */
  truthKey: string | undefined
  isWrong(row: number): boolean
  order: Order
  onOrder(order: Order): void
}

const rowHeightPx = 36
const numberWidthPx = 84
const narrowestPx = 104
const widestPx = 240
/** Browsers lay out no higher box: 17.9 million pixels in Firefox. */
export const mostRows = Math.floor(16_000_000 / rowHeightPx)
/** What is known of the box before anything has been measured: of most more than enough. */
const firstRect = { width: 960, height: 480 }

/** A real table of which only the rows and columns in view are made. */
export function RowGrid(props: RowGridProps) {
  const { name, sheet, columns, rows, truthKey, isWrong, order, onOrder } = props
  const box = useRef<HTMLDivElement>(null)
  const shared = {
    getScrollElement: () => box.current,
    initialRect: firstRect,
    useFlushSync: false,
  }
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used here
  const down = useVirtualizer({
    ...shared,
    count: Math.min(rows.length, mostRows),
    estimateSize: () => rowHeightPx,
    overscan: 6,
  })
  // oxlint-disable-next-line react/incompatible-library -- the same
  const across = useVirtualizer({
    ...shared,
    horizontal: true,
    count: columns.length,
    estimateSize: (index) => widthOf(columns[index]!, sheet),
    getItemKey: (index) => columns[index]!.key,
    overscan: 2,
    scrollPaddingStart: numberWidthPx,
  })
  useEffect(() => {
    across.measure()
  }, [across, columns])
  useEffect(() => {
    box.current?.scrollTo({ top: 0 })
  }, [rows])

  const lines = down.getVirtualItems()
  const stripes = across.getVirtualItems()
  const cut = {
    left: stripes[0]?.start ?? 0,
    right: across.getTotalSize() - (stripes.at(-1)?.end ?? 0),
  }
  const first = stripes[0]?.index ?? 0
  const shown = columns.slice(first, (stripes.at(-1)?.index ?? -1) + 1)
  const span = shown.length + 1 + (cut.left > 0 ? 1 : 0) + (cut.right > 0 ? 1 : 0)
  const widthPx = numberWidthPx + across.getTotalSize()
  return (
    <section
      ref={box}
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
      tabIndex={0}
      className="max-h-120 overflow-auto rounded-lg border border-line bg-panel"
    >
      <table
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        style={{ width: widthPx }}
        className="num min-w-full table-fixed border-separate border-spacing-0 text-left text-note"
      >
        <caption className="sr-only">{name}</caption>
        <colgroup>
          <col style={{ width: numberWidthPx }} />
          {cut.left > 0 && <col style={{ width: cut.left }} />}
          {stripes.map(({ key, size }) => (
            <col key={String(key)} style={{ width: size }} />
          ))}
          {cut.right > 0 && <col style={{ width: cut.right }} />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <HeadCell title="Row" columnKey="row" at={1} isFirst order={order} onOrder={onOrder} />
            {cut.left > 0 && <Nothing />}
            {shown.map((column, at) => (
              <HeadCell
                key={column.key}
                title={column.key === truthKey ? `${column.title} (true answer)` : column.title}
                columnKey={column.key}
                at={first + at + 2}
                isNumber={column.isNumber()}
                order={order}
                onOrder={onOrder}
              />
            ))}
            {cut.right > 0 && <Nothing />}
          </tr>
        </thead>
        <tbody>
          <Gap heightPx={lines[0]?.start ?? 0} span={span} />
          {lines.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <Line
                key={row}
                index={index}
                row={row}
                sheet={sheet}
                columns={shown}
                first={first}
                hasLeft={cut.left > 0}
                hasRight={cut.right > 0}
                isWrong={isWrong(row)}
              />
            )
          })}
          <Gap heightPx={down.getTotalSize() - (lines.at(-1)?.end ?? 0)} span={span} />
        </tbody>
      </table>
    </section>
  )
}

interface LineProps {
  index: number
  row: number
  sheet: Sheet
  columns: readonly SheetColumn[]
  first: number
  hasLeft: boolean
  hasRight: boolean
  isWrong: boolean
}

function LineOf(props: LineProps) {
  const { index, row, sheet, columns, first, hasLeft, hasRight, isWrong } = props
  const isBad = sheet.isBad(row)
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowHeightPx }}>
      <th
        scope="row"
        className="sticky left-0 z-1 border-b border-line bg-panel px-3 text-right font-normal text-muted"
      >
        {(row + 1).toLocaleString('en-US')}
      </th>
      {hasLeft && <Nothing />}
      {columns.map((column, at) => {
        const isAnswer = column.key === 'prediction' || column.key === 'target-0'
        const text =
          isAnswer && isBad
            ? (sheet.problemOf(row) ?? 'could not be run')
            : column.textAt(row).slice(0, 400)
        const tone = isAnswer ? (isBad || isWrong ? 'text-danger' : 'font-medium') : ''
        const side = column.isNumber() && !(isAnswer && isBad) ? 'text-right' : ''
        return (
          <td
            key={column.key}
            aria-colindex={first + at + 2}
            title={text.length > 18 ? text : undefined}
            className={`truncate border-b border-line px-3 ${side} ${tone}`}
          >
            {text}
          </td>
        )
      })}
      {hasRight && <Nothing />}
    </tr>
  )
}

const Line = memo(LineOf, (before, after) =>
  (Object.keys(after) as (keyof LineProps)[]).every((name) =>
    name === 'columns'
      ? before.columns.length === after.columns.length &&
        before.columns.every((column, at) => column === after.columns[at])
      : before[name] === after[name],
  ),
)

/** In the place of columns that are not made. */
function Nothing() {
  // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nothing stands in it
  return <td aria-hidden="true" className="border-b border-line p-0" />
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

/** By its name and what stands in its first rows. */
function widthOf({ title, textAt }: SheetColumn, { result }: Sheet): number {
  let most = title.length + 3
  for (let row = 0; row < Math.min(20, result.rows); row++) {
    most = Math.max(most, textAt(row).length)
  }
  return Math.max(narrowestPx, Math.min(widestPx, most * 8 + 28))
}
