import type { ClassScores } from '../../core/evaluation/evaluation.ts'
import { formatPercent } from '../../ui/format.ts'

interface ClassScoresTableProps {
  scores: readonly ClassScores[]
  names: readonly string[]
}

/** Of hundreds of classes the most frequent ones. */
const mostClasses = 100

/** Of each class: how much of what is called so is so, and how much of it is found. */
export function ClassScoresTable({ scores, names }: ClassScoresTableProps) {
  const shown =
    scores.length <= mostClasses
      ? scores
      : scores.toSorted((one, other) => other.support - one.support).slice(0, mostClasses)
  return (
    <>
      <p className="mb-2 max-w-prose text-note text-pretty text-muted">
        Precision: of what it takes for this class, how much is. Recall: of this class, how much it
        finds.{scores.length > mostClasses && ` The ${mostClasses} most frequent ones are shown.`}
      </p>
      <section
        aria-label="Precision and recall by class"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg border border-line"
      >
        <table className="num w-full text-left text-note">
          <caption className="sr-only">Precision and recall by class</caption>
          <thead className="text-muted">
            <tr>
              {['Class', 'Rows', 'Precision', 'Recall'].map((title, at) => (
                <th
                  key={title}
                  scope="col"
                  className={`px-3 py-2 font-semibold ${at === 0 ? '' : 'text-right'}`}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ class: place, support, precision, recall }) => (
              <tr key={place} className="border-t border-line">
                <th scope="row" className="max-w-40 truncate px-3 py-2 font-normal">
                  {names[place]}
                </th>
                <td className="px-3 py-2 text-right">{support.toLocaleString('en-US')}</td>
                <td className="px-3 py-2 text-right">{percent(precision)}</td>
                <td className="px-3 py-2 text-right">{percent(recall)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : formatPercent(share)
}
