import { List } from '../../ui/list.tsx'
import { colourOf } from './class-colours.ts'
import { countsOf, type Thing } from './things.ts'

interface ClassCountsProps {
  /** Of all classes. */
  things: readonly Thing[]
  /** The class that is shown alone. */
  only: number | undefined
  onOnly(classIndex: number | undefined): void
}

/** How many of each; pressed, one class is shown alone, which makes a crowd readable. */
export function ClassCounts({ things, only, onOnly }: ClassCountsProps) {
  const counts = countsOf(things)
  if (counts.length < 2) return null
  return (
    <List
      aria-label="Show one class alone"
      className="flex max-h-28 flex-wrap gap-2 overflow-y-auto py-0.5"
    >
      {counts.map(({ class: index, name, count }) => (
        <li key={index} className="max-w-full">
          <button
            type="button"
            aria-pressed={index === only}
            onClick={() => onOnly(index === only ? undefined : index)}
            className="inline-flex min-h-8 max-w-full cursor-pointer items-center gap-1.5 rounded-full border border-line px-2.5 text-note hover:border-edge aria-pressed:border-accent aria-pressed:bg-accent-soft pointer-coarse:min-h-11"
          >
            <span
              aria-hidden="true"
              className="size-2.5 shrink-0 rounded-full"
              style={{ background: colourOf(index) }}
            />
            <span className="truncate">{name}</span>
            <span className="num text-muted">{count}</span>
          </button>
        </li>
      ))}
    </List>
  )
}
