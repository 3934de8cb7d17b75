import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { formatPercent } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { Meter } from '../../ui/meter.tsx'
import { colourOf } from './class-colours.ts'
import { markedOf, type Picked } from './use-picked.ts'
import type { Thing } from './things.ts'

interface ThingListProps {
  things: readonly Thing[]
  isOutdated: boolean
  picked: Picked
  onPoint(id: number | undefined): void
  onPin(id: number | undefined): void
}

/** What was found, best first. One stop for Tab; the arrow keys go from one to the next. */
export function ThingList({ things, isOutdated, picked, onPoint, onPin }: ThingListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [last, setLast] = useState<number>()
  const { pinned } = picked
  const marked = markedOf(picked)
  const stop = [last, pinned].find((id) => things.some((thing) => thing.id === id)) ?? things[0]?.id

  // What was pressed in the picture is brought into sight here; the page itself stays where it is.
  useEffect(() => {
    const item = pinned === undefined ? null : itemOf(list.current, pinned)
    if (item !== null) scrollWithin(list.current, item)
  }, [pinned])

  function move(event: KeyboardEvent) {
    if (event.key === 'Escape' && pinned !== undefined) return onPin(undefined)
    const from = things.findIndex(({ id }) => id === stop)
    const to = target(event.key, from, things.length - 1)
    const next = to === undefined ? undefined : things[to]
    if (next === undefined) return
    event.preventDefault()
    itemOf(list.current, next.id)?.querySelector('button')?.focus()
  }

  return (
    <List
      ref={list}
      aria-label="Predictions"
      className="relative -mx-2 max-h-[24.5rem] overflow-y-auto overscroll-contain py-1 md:max-h-[31rem]"
      onKeyDown={move}
    >
      {things.map(({ id, class: index, name, score }, place) => (
        <li
          key={id}
          data-thing={id}
          onPointerEnter={() => onPoint(id)}
          onPointerLeave={() => onPoint(undefined)}
          className={`rounded-lg px-2 pb-2.5 ${marked === id ? 'bg-well' : ''}`}
        >
          <button
            type="button"
            tabIndex={id === stop ? 0 : -1}
            aria-pressed={id === pinned}
            onFocus={() => {
              setLast(id)
              onPoint(id)
            }}
            onBlur={() => onPoint(undefined)}
            onClick={() => onPin(id === pinned ? undefined : id)}
            className="flex min-h-9 w-full cursor-pointer items-center gap-2 rounded-md text-left pointer-coarse:min-h-11"
          >
            <span
              aria-hidden="true"
              className="size-3 shrink-0 rounded-sm"
              style={{ background: colourOf(index) }}
            />
            <span
              className={`min-w-0 grow wrap-anywhere ${isOutdated ? 'text-muted' : ''} ${id === pinned ? 'font-semibold' : ''}`}
            >
              {name}
            </span>
            <span className="num whitespace-nowrap text-muted">{formatPercent(score)}</span>
          </button>
          <Meter name={name} prob={score} isThin isLeading={place === 0 && !isOutdated} />
        </li>
      ))}
    </List>
  )
}

function itemOf(list: Element | null, id: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-thing="${id}"]`) ?? null
}

function scrollWithin(list: HTMLElement | null, item: HTMLElement): void {
  if (list === null) return
  const { offsetTop, offsetHeight } = item
  const isAbove = offsetTop < list.scrollTop
  const isBelow = offsetTop + offsetHeight > list.scrollTop + list.clientHeight
  if (isAbove) list.scrollTop = offsetTop
  else if (isBelow) list.scrollTop = offsetTop + offsetHeight - list.clientHeight
}

function target(key: string, from: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last)
    case 'ArrowUp':
      return Math.max(from - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
