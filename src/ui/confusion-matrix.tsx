import type { Confusion } from '../core/evaluation/confusion.ts'
import { plural } from './format.ts'

interface ConfusionMatrixProps {
  confusion: Confusion
  names: readonly string[]
  /** What was judged: “pictures”, “rows”. */
  things: string
}

/** A wider table cannot be read any more: then those classes that occur most often. */
const mostClasses = 20

/** Each class against each. */
export function ConfusionMatrix({ confusion, names, things }: ConfusionMatrixProps) {
  const { count, support } = confusion
  const all = confusion.classes
  const classes =
    all.length <= mostClasses
      ? all
      : all
          .toSorted((one, other) => support(other) - support(one))
          .slice(0, mostClasses)
          .toSorted((one, other) => one - other)
  return (
    <>
      <p className="mb-2 max-w-prose text-note text-pretty text-muted">
        Each line is what the {things} are, each column what the model says. The stronger the
        colour, the larger its share of the line.
        {all.length > classes.length &&
          ` Of ${plural(all.length, 'class').replace(/s$/, 'es')} the ${mostClasses} most frequent ones are shown.`}
      </p>
      <section
        aria-label="Confusion matrix"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="overflow-x-auto pb-1"
      >
        <table className="num border-separate border-spacing-0.5 text-xs">
          <caption className="sr-only">
            Confusion matrix: lines are the true answers, columns the model’s answers
          </caption>
          <thead>
            <tr>
              <th
                scope="col"
                className="px-1 text-left align-bottom font-medium whitespace-nowrap text-muted"
              >
                is ↓ · says →
              </th>
              {classes.map((answer) => (
                <th key={answer} scope="col" className="min-w-9 align-bottom font-medium">
                  <span className="mx-auto block max-h-24 max-w-9 rotate-180 truncate text-left [writing-mode:vertical-rl]">
                    {names[answer]}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((truth) => {
              const whole = Math.max(support(truth), 1)
              return (
                <tr key={truth}>
                  <th scope="row" className="max-w-32 truncate px-1 text-left font-medium">
                    {names[truth]}
                  </th>
                  {classes.map((answer) => (
                    <Count
                      key={answer}
                      count={count(truth, answer)}
                      share={count(truth, answer) / whole}
                      isRight={truth === answer}
                    />
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </>
  )
}

interface CountProps {
  count: number
  share: number
  isRight: boolean
}

/** The colour is laid under the number so faintly that both themes keep their contrast. */
function Count({ count, share, isRight }: CountProps) {
  const colour = isRight ? 'var(--accent)' : 'var(--danger)'
  const amount = count === 0 ? 0 : 8 + 32 * share
  return (
    <td
      className={`h-8 min-w-9 rounded-sm bg-well px-1 text-center ${count === 0 ? 'text-muted' : 'text-ink'}`}
      style={{ backgroundColor: `color-mix(in oklab, ${colour} ${amount}%, var(--well))` }}
    >
      {count.toLocaleString('en-US')}
    </td>
  )
}
