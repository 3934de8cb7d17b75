import { useState } from 'react'
import { cssColour } from '../../core/masks/segment-colours.ts'
import { Button } from '../../ui/button.tsx'
import { formatPercent } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { Meter } from '../../ui/meter.tsx'
import type { Segment } from './segments.ts'

/** What fits beside the picture. */
const usualCount = 8

interface LegendProps {
  segments: readonly Segment[]
  /** The label of the one that is shown alone. */
  alone: number | undefined
  isOutdated: boolean
  /** Called with the one that the visitor points at or comes to with Tab; undefined when that is over. */
  onPoint(label: number | undefined): void
  /** Called with the one to be shown alone; undefined for all. */
  onAlone(label: number | undefined): void
}

/** What there is, in its colour and with its name; a press shows one of them alone. */
export function Legend(props: LegendProps) {
  const { segments, alone, onAlone } = props
  const [isWhole, setIsWhole] = useState(false)
  const place = segments.findIndex(({ label }) => label === alone)
  // The one that is shown alone stays in sight.
  const isLong = segments.length > usualCount + 1
  const count = isLong && !isWhole && place < usualCount ? usualCount : segments.length
  return (
    <>
      <List aria-label="Predictions" className="-mx-2 grid gap-1">
        {segments.slice(0, count).map((segment) => (
          <Row
            key={segment.label}
            {...props}
            segment={segment}
            isAlone={segment.label === alone}
            onAlone={onAlone}
          />
        ))}
      </List>
      {isLong && (
        <Button
          look="quiet"
          className="mt-1 -ml-3 text-note sm:-ml-3.5"
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Fewer' : `All ${segments.length} areas`}
        </Button>
      )}
    </>
  )
}

interface RowProps extends Pick<LegendProps, 'isOutdated' | 'onPoint' | 'onAlone'> {
  segment: Segment
  isAlone: boolean
}

function Row({ segment, isAlone, isOutdated, onPoint, onAlone }: RowProps) {
  const { label, name, class: className, colour, prob, area } = segment
  return (
    <li
      onPointerEnter={() => onPoint(label)}
      onPointerLeave={() => onPoint(undefined)}
      className="relative rounded-lg px-2 py-2 hover:bg-well has-[button:focus-visible]:bg-well has-[button[aria-pressed=true]]:bg-well"
    >
      <button
        type="button"
        aria-pressed={isAlone}
        onClick={() => onAlone(isAlone ? undefined : label)}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) onPoint(label)
        }}
        onBlur={() => onPoint(undefined)}
        // Its press reaches over the whole row.
        className="flex w-full cursor-pointer items-baseline gap-3 rounded-md text-left after:absolute after:inset-0"
      >
        <span
          aria-hidden="true"
          className="size-3.5 shrink-0 self-center rounded-sm outline-1 outline-edge"
          style={{ background: cssColour(colour) }}
        />
        <span
          className={`min-w-0 grow wrap-anywhere ${isOutdated ? 'text-muted' : ''} ${isAlone ? 'font-semibold' : ''}`}
        >
          {name}
        </span>
        <span className="num text-note whitespace-nowrap text-muted">
          {prob !== undefined && `${formatPercent(prob)} · `}
          {areaWords(area, prob)}
        </span>
      </button>
      <div className="mt-1.5 pl-6.5">
        <Meter name={className} prob={prob ?? area} isThin isLeading={isAlone} />
      </div>
    </li>
  )
}

function areaWords(area: number, prob: number | undefined): string {
  const share = area > 0 && area < 0.0005 ? '< 0.1 %' : formatPercent(area)
  return prob === undefined ? share : `${share} of the picture`
}
