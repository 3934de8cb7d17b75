/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a picture's parts are for the pointer; the list beside it does the same by keyboard */
import { useMemo, type MouseEvent } from 'react'
import type { Size } from '../../core/pixels/crop-window.ts'
import { placeBoxLabels } from './box-labels.ts'
import { BoxLabel } from './box-label.tsx'
import { colourOf } from './class-colours.ts'
import { areaOf, thingsUnder, type Thing } from './things.ts'
import { useSize } from './use-size.ts'

interface BoxesOverlayProps {
  things: readonly Thing[]
  /** Of the upright picture, in its pixels. */
  picture: Size
  marked: number | undefined
  pinned: number | undefined
  onPoint(id: number | undefined): void
  onPin(id: number | undefined): void
}

/** Boxes over the shown picture, placed in per cent, so that they fit at any size. */
export function BoxesOverlay(props: BoxesOverlayProps) {
  const { things, picture, marked, pinned, onPoint, onPin } = props
  const [observe, shown = picture] = useSize()
  // The small ones lie on top, where the pointer can reach them.
  const drawn = useMemo(() => [...things].sort((a, b) => areaOf(b) - areaOf(a)), [things])
  const labels = useMemo(() => placeBoxLabels(things, picture, shown), [things, picture, shown])
  const markedThing = things.find(({ id }) => id === marked)

  /** Pressed again at the same place, the next one below. */
  function pinAt({ currentTarget, clientX, clientY }: MouseEvent) {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const place = {
      x: ((clientX - left) / width) * picture.width,
      y: ((clientY - top) / height) * picture.height,
    }
    const under = thingsUnder(things, place).map(({ id }) => id)
    const next = pinned === undefined ? 0 : under.indexOf(pinned) + 1
    onPin(under[next])
  }

  return (
    <svg
      ref={observe}
      role="img"
      aria-label="Detections"
      // Only the boxes take the pointer: beside them the frame can still be pressed to choose a picture.
      className="pointer-events-none absolute inset-0 z-10 size-full overflow-visible select-none"
      onClick={pinAt}
    >
      {drawn.map((thing) => (
        <Box
          key={thing.id}
          thing={thing}
          picture={picture}
          look={markedThing === undefined ? 'plain' : thing === markedThing ? 'marked' : 'faded'}
          onPoint={onPoint}
        />
      ))}
      {(markedThing === undefined ? things : [markedThing]).map((thing) => {
        const label = markedThing === undefined ? labels.byId.get(thing.id) : labels.of(thing)
        return (
          label !== undefined && (
            <BoxLabel key={thing.id} {...label} colour={colourOf(thing.class)} />
          )
        )
      })}
    </svg>
  )
}

interface BoxProps {
  thing: Thing
  picture: Size
  look: 'plain' | 'marked' | 'faded'
  onPoint(id: number | undefined): void
}

function Box({ thing, picture, look, onPoint }: BoxProps) {
  const { id, left, top, right, bottom, points } = thing
  const colour = colourOf(thing.class)
  const across = (x: number) => `${(x / picture.width) * 100}%`
  const down = (y: number) => `${(y / picture.height) * 100}%`
  const place = {
    x: across(left),
    y: down(top),
    width: across(right - left),
    height: down(bottom - top),
    rx: 3,
  }
  return (
    <g opacity={look === 'faded' ? 0.35 : 1}>
      {/* A pale rim, so that the line is seen on dark ground too. */}
      <rect
        {...place}
        fill="none"
        stroke="#fff"
        strokeOpacity={0.75}
        strokeWidth={look === 'marked' ? 6 : 4}
      />
      <rect
        {...place}
        fill={colour}
        fillOpacity={look === 'marked' ? 0.2 : 0}
        stroke={colour}
        strokeWidth={look === 'marked' ? 3 : 2}
        className="pointer-events-auto cursor-pointer"
        onPointerEnter={() => onPoint(id)}
        onPointerLeave={() => onPoint(undefined)}
      />
      {points.map(({ x, y }, index) => (
        <circle
          key={index}
          cx={across(x)}
          cy={down(y)}
          r={look === 'marked' ? 3.5 : 2.5}
          fill={colour}
          stroke="#fff"
        />
      ))}
    </g>
  )
}
