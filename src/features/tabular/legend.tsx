import { formatPercent } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { looks } from './curve.tsx'
import type { Series } from './what-if-plan.ts'

/** Which line is which, and how high it is where the row stands. */
export function Legend({ series }: { series: readonly Series[] }) {
  return (
    <List aria-label="Lines" className="num flex flex-wrap gap-x-5 gap-y-1 text-note">
      {series.map(({ name, here }, index) => (
        <li key={name} className="flex items-center gap-2 wrap-anywhere">
          <svg aria-hidden="true" viewBox="0 0 28 8" className="h-2 w-7 shrink-0">
            <path
              d="M0 4H28"
              strokeWidth={2.5}
              strokeDasharray={looks[index]?.dash}
              className={looks[index]?.line}
            />
          </svg>
          <span>
            {name} <span className="text-muted">{formatPercent(here)}</span>
          </span>
        </li>
      ))}
    </List>
  )
}
