import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type ReactNode } from 'react'

/** What is known of the rows before anything has been measured: of most boxes more than enough. */
const firstRect = { width: 0, height: 480 }

interface ScrollBoxProps {
  /** Its accessible name. */
  name: string
  count: number
  rowHeightPx: number
  /** Those in view, and how high what lies before and behind them is. */
  children(window: RowWindow): ReactNode
}

export interface RowWindow {
  readonly rows: readonly number[]
  readonly beforePx: number
  readonly behindPx: number
}

/** A box that scrolls through rows of one height, of which only those in view are made. */
export function ScrollBox({ name, count, rowHeightPx, children }: ScrollBoxProps) {
  const box = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used here
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeightPx,
    overscan: 4,
    initialRect: firstRect,
    useFlushSync: false,
  })
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)
  return (
    <section
      ref={box}
      aria-label={name}
      // Else it could not be scrolled by the keys.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-120 overflow-auto rounded-lg border border-line bg-panel"
    >
      {children({
        rows: items.map(({ index }) => index),
        beforePx: items[0]?.start ?? 0,
        behindPx: last === undefined ? 0 : virtualizer.getTotalSize() - last.end,
      })}
    </section>
  )
}
