import type { RowAnswer } from '../../protocol/table-tasks.ts'
import { List } from '../../ui/list.tsx'
import { changeWords, valueWords } from './curve-words.ts'
import type { Influence } from './influence.ts'

interface InfluenceListProps {
  found: readonly Influence[]
  base: RowAnswer
  /** What the changes are changes of. */
  of: string
  unit: string | undefined
  onLook(name: string): void
}

const listed = 8

export function InfluenceList({ found, base, of, unit, onLook }: InfluenceListProps) {
  const most = Math.max(...found.map(({ change }) => Math.abs(change)))
  return (
    <section aria-label="Most influential" className="grid gap-3 border-t border-line pt-4">
      <h3 className="font-medium">What matters most for this row</h3>
      {found.length === 0 ? (
        <p className="text-pretty text-muted">
          No small change of a single feature changes the answer so that one could see it.
        </p>
      ) : (
        <List className="grid gap-2">
          {found.slice(0, listed).map((one) => {
            const { feature, from, to, change } = one
            return (
              <li key={feature.name} className="grid gap-1">
                <div className="num flex flex-wrap items-baseline justify-between gap-x-4">
                  <span className="wrap-anywhere">
                    <button
                      type="button"
                      onClick={() => onLook(feature.name)}
                      className="min-h-7 cursor-pointer font-medium underline decoration-line underline-offset-4 wrap-anywhere hover:text-accent pointer-coarse:min-h-11"
                    >
                      {feature.name}
                    </button>{' '}
                    <span className="text-note text-muted">
                      {valueWords(from, feature.unit)} → {valueWords(to, feature.unit)}
                    </span>
                  </span>
                  <span className="text-note">{changeWords(one, base, unit)}</span>
                </div>
                {most > 0 && <ChangeBar share={change / most} />}
              </li>
            )
          })}
        </List>
      )}
      <p className="max-w-prose text-note text-pretty text-muted">
        Each feature is changed alone: a number by 5 % of its range up or down, a choice to another
        one, whichever changes {of} more. That is all this says: it finds no causes, and not what
        two features do together.
      </p>
    </section>
  )
}

/** From the middle to the right for more, to the left for less. */
function ChangeBar({ share }: { share: number }) {
  const width = `${Math.abs(share) * 50}%`
  return (
    <div aria-hidden="true" className="relative h-1.5 rounded-full bg-track">
      <div
        className={`absolute inset-y-0 rounded-full ${share < 0 ? 'right-1/2 bg-fair' : 'left-1/2 bg-accent'}`}
        style={{ width }}
      />
      <div className="absolute inset-y-0 left-1/2 w-px bg-edge" />
    </div>
  )
}
