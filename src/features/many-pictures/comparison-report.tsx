import { formatMs, formatPercent, plural } from '../../ui/format.ts'
import type { Comparison, Side } from './comparison.ts'
import { LongTable } from './long-table.tsx'
import { PathButton } from './path-button.tsx'
import type { Seen } from './seen.ts'
import { shareWords } from './words.ts'

interface ComparisonReportProps {
  report: Comparison
  titles: { readonly own: string; readonly other: string }
  onOpen(file: File): void
}

export function ComparisonReport({ report, titles, onOpen }: ComparisonReportProps) {
  const { own, other, agreement, meanDifference, mostDifference, pairs, shared } = report
  const differing = agreement.total - agreement.hits
  return (
    <>
      <div className="pt-2">
        <p className="text-note text-muted">They agree on</p>
        <p className="num text-4xl font-semibold tracking-tight">
          {formatPercent(agreement.share)}
        </p>
        <p className="num max-w-prose text-note text-pretty text-muted">
          {agreement.hits.toLocaleString('en-US')} of {plural(agreement.total, 'picture')} have the
          same first class. The probability that differs most differs by{' '}
          {formatPercent(meanDifference)} on average over the pictures, by{' '}
          {formatPercent(mostDifference)} at most.
          {shared < Math.max(own.names.length, other.names.length) &&
            ` They know different classes: ${shared} have the same name in both, and only those are compared.`}
        </p>
      </div>
      <div className="overflow-x-auto">
        <table className="num w-full min-w-72 text-left text-note">
          <caption className="sr-only">Both models</caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-2 pr-3 font-semibold">
                Model
              </th>
              <th scope="col" className="py-2 pr-3 font-semibold">
                Right
              </th>
              <th scope="col" className="py-2 pr-3 text-right font-semibold">
                Run, ms
              </th>
              <th scope="col" className="py-2 text-right font-semibold">
                19 in 20 within
              </th>
            </tr>
          </thead>
          <tbody>
            <SideRow title={titles.own} side={own} />
            <SideRow title={titles.other} side={other} />
          </tbody>
        </table>
      </div>
      <p className="max-w-prose text-note text-pretty text-muted">
        Run: the model alone, the median of all pictures but the first.
        {own.totalP50 !== undefined &&
          other.totalP50 !== undefined &&
          ` From file to answer it is ${formatMs(own.totalP50)} and ${formatMs(other.totalP50)} ms.`}
      </p>
      <h3 className="mt-2 font-semibold">
        {differing === 0
          ? 'By how much they differ'
          : `${plural(differing, 'picture')} that they answer differently, then by how much they differ`}
      </h3>
      <LongTable
        name="Differences"
        columns={[
          { key: 'picture', title: 'Picture' },
          { key: 'own', title: 'This one' },
          { key: 'other', title: 'Other one' },
          { key: 'difference', title: 'Differs', isNumber: true, className: 'w-20' },
        ]}
        count={pairs.length}
        keyOf={(at) => pairs[at]?.row.place ?? at}
        cellsOf={(at) => {
          const pair = pairs[at]
          if (pair === undefined) return {}
          const otherWords = topWords(pair.other, other.names)
          return {
            picture: <PathButton item={pair.row.item} onOpen={onOpen} />,
            own: topWords(pair.own, own.names),
            other: pair.isAgreed ? otherWords : <b className="text-danger">{otherWords}</b>,
            difference: formatPercent(pair.largest),
          }
        }}
      />
    </>
  )
}

function topWords({ ranked, prob }: Seen, names: readonly string[]): string {
  return `${names[ranked[0] ?? -1] ?? '–'} ${formatPercent(prob)}`
}

function SideRow({ title, side }: { title: string; side: Side }) {
  const { accuracy, runP50, runP95 } = side
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-2 pr-3 font-medium wrap-anywhere">
        {title}
      </th>
      <td className="py-2 pr-3">{accuracy === undefined ? '–' : shareWords(accuracy)}</td>
      <td className="py-2 pr-3 text-right">{runP50 === undefined ? '–' : formatMs(runP50)}</td>
      <td className="py-2 text-right">{runP95 === undefined ? '–' : formatMs(runP95)}</td>
    </tr>
  )
}
