import { useLayoutEffect, useRef, useState } from 'react'
import { List } from '../../ui/list.tsx'
import { seenIn, type Row } from './rows.ts'
import { ScrollBox } from './scroll-box.tsx'
import { Thumbnail } from './thumbnail.tsx'
import { answerWords, fileName, verdictLook } from './words.ts'

const tileWidthPx = 124
/** A tile is as high on every screen: its picture, two lines for the answer and one for the name. */
const rowHeightPx = 176

interface GalleryProps {
  rows: readonly Row[]
  names: readonly string[]
  onOpen(file: File): void
}

/** All pictures as tiles, with what the model says of each. */
export function Gallery({ rows, names, onOpen }: GalleryProps) {
  const { ref, columns } = useColumns()
  return (
    <div ref={ref}>
      <ScrollBox
        name="Pictures as a gallery"
        count={Math.ceil(rows.length / columns)}
        rowHeightPx={rowHeightPx}
      >
        {(shown) => (
          <List
            className="grid gap-x-2 px-2"
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              gridAutoRows: rowHeightPx,
              paddingTop: shown.beforePx,
              paddingBottom: shown.behindPx,
            }}
          >
            {shown.rows.flatMap((line) =>
              rows.slice(line * columns, (line + 1) * columns).map((row, at) => (
                <li
                  key={row.place}
                  aria-setsize={rows.length}
                  aria-posinset={line * columns + at + 1}
                  className="min-w-0"
                >
                  <Tile row={row} names={names} onOpen={onOpen} />
                </li>
              )),
            )}
          </List>
        )}
      </ScrollBox>
    </div>
  )
}

interface TileProps {
  row: Row
  names: readonly string[]
  onOpen(file: File): void
}

export function Tile({ row, names, onOpen }: TileProps) {
  const words = answerWords(row, names)
  return (
    <button
      type="button"
      title={row.item.path}
      onClick={() => onOpen(row.item.file)}
      className="block w-full cursor-pointer rounded-xl p-1.5 text-left text-xs hover:bg-well"
    >
      <Thumbnail
        source={seenIn(row.outcome)}
        className="mb-1.5 h-26 w-full rounded-lg border border-line object-cover"
      />
      <span className={`line-clamp-2 font-medium wrap-break-word ${verdictLook(row)}`}>
        {words}
      </span>
      <span className="block truncate text-muted">{fileName(row)}</span>
    </button>
  )
}

/** As many as fit beside each other. */
function useColumns() {
  const ref = useRef<HTMLDivElement>(null)
  const [columns, setColumns] = useState(4)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = () => {
      // Hidden behind another tab it has no width.
      if (element.clientWidth > 0)
        setColumns(Math.max(2, Math.floor(element.clientWidth / tileWidthPx)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, columns }
}
