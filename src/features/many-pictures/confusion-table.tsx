import { confusionOf, topConfusions } from '../../core/evaluation/confusion.ts'
import type { Judged } from '../../core/evaluation/evaluation.ts'
import { ConfusionMatrix } from '../../ui/confusion-matrix.tsx'
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
    <ConfusionMatrix confusion={confusion} names={names} things="pictures" />
  ) : (
    <Pairs judged={judged} names={names} />
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
