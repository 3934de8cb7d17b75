import { confusionOf, topConfusions } from '../../core/evaluation/confusion.ts'
import type { Judged } from '../../core/evaluation/evaluation.ts'
import { plural } from '../../ui/format.ts'

interface ConfusionTableProps {
  judged: readonly Judged[]
  names: readonly string[]
}

/** A wider table cannot be read any more. */
const mostClasses = 20
const mostPairs = 25

/** Where there are few classes, each against each; else the mistakes that are made most often. */
export function ConfusionTable({ judged, names }: ConfusionTableProps) {
  const confusion = confusionOf(judged)
  return confusion.classes.length <= mostClasses ? (
    <Matrix judged={judged} names={names} />
  ) : (
    <Pairs judged={judged} names={names} />
  )
}

function Matrix({ judged, names }: ConfusionTableProps) {
  const { classes, count, support } = confusionOf(judged)
  return (
    <>
      <p className="mb-2 max-w-prose text-note text-pretty text-muted">
        Each line is what the pictures are, each column what the model says. The stronger the
        colour, the larger its share of the line.
      </p>
      <section
        aria-label="Confusion matrix"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="overflow-x-auto pb-1"
      >
        <table className="num border-separate border-spacing-0.5 text-xs">
          <caption className="sr-only">
            Confusion matrix: lines are the folders’ classes, columns the model’s answers
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
                <th key={answer} scope="col" className="h-24 w-9 align-bottom font-medium">
                  <span className="mx-auto block max-h-24 max-w-9 truncate text-left [writing-mode:vertical-rl] rotate-180">
                    {names[answer]}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((truth) => (
              <tr key={truth}>
                <th scope="row" className="max-w-32 truncate px-1 text-left font-medium">
                  {names[truth]}
                </th>
                {classes.map((answer) => (
                  <Count
                    key={answer}
                    count={count(truth, answer)}
                    share={count(truth, answer) / Math.max(support(truth), 1)}
                    isRight={truth === answer}
                  />
                ))}
              </tr>
            ))}
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
      className={`h-8 min-w-9 rounded-sm bg-well text-center ${count === 0 ? 'text-muted' : 'text-ink'}`}
      style={{ backgroundColor: `color-mix(in oklab, ${colour} ${amount}%, var(--well))` }}
    >
      {count}
    </td>
  )
}

function Pairs({ judged, names }: ConfusionTableProps) {
  const pairs = topConfusions(judged, mostPairs)
  if (pairs.length === 0) return <p className="text-muted">It took nothing for anything else.</p>
  return (
    <>
      <p className="mb-2 max-w-prose text-note text-pretty text-muted">
        There are {plural(confusionOf(judged).classes.length, 'class').replace(/s$/, 'es')}: these
        mistakes are made most often.
      </p>
      <section
        aria-label="Most frequent mistakes"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg border border-line"
      >
        <table className="num w-full text-left text-note">
          <caption className="sr-only">Most frequent mistakes</caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="px-3 py-2 font-semibold">
                Is
              </th>
              <th scope="col" className="px-3 py-2 font-semibold">
                Taken for
              </th>
              <th scope="col" className="px-3 py-2 text-right font-semibold">
                Pictures
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ truth, answer, count }) => (
              <tr key={`${truth}-${answer}`} className="border-t border-line">
                <th scope="row" className="px-3 py-2 font-normal wrap-anywhere">
                  {names[truth]}
                </th>
                <td className="px-3 py-2 wrap-anywhere">{names[answer]}</td>
                <td className="px-3 py-2 text-right">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
