import { classScoresOf, type Judged } from '../../core/evaluation/evaluation.ts'
import { formatPercent } from '../../ui/format.ts'
import { LongTable } from './long-table.tsx'

interface ClassTableProps {
  judged: readonly Judged[]
  names: readonly string[]
}

const columns = [
  { key: 'class', title: 'Class' },
  { key: 'support', title: 'Pictures', isNumber: true, className: 'w-22' },
  { key: 'precision', title: 'Precision', isNumber: true, className: 'w-24' },
  { key: 'recall', title: 'Recall', isNumber: true, className: 'w-20' },
]

/** Of each class: how much of what is called so is so, and how much of it is found. */
export function ClassTable({ judged, names }: ClassTableProps) {
  const scores = classScoresOf(judged)
  return (
    <>
      <p className="mb-2 max-w-prose text-note text-pretty text-muted">
        Precision: of what it takes for this class, how much is. Recall: of this class, how much it
        finds.
      </p>
      <LongTable
        name="Precision and recall by class"
        columns={columns}
        count={scores.length}
        keyOf={(at) => scores[at]?.class ?? at}
        cellsOf={(at) => {
          const score = scores[at]
          if (score === undefined) return {}
          return {
            class: <span title={names[score.class]}>{names[score.class]}</span>,
            support: score.support,
            precision: percent(score.precision),
            recall: percent(score.recall),
          }
        }}
      />
    </>
  )
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : formatPercent(share)
}
