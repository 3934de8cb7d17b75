import type { GraphOperator } from '../../protocol/graph.ts'
import { plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { operatorName } from './facts-of.ts'
import { Part } from './part.tsx'
import { Rest } from './rest.tsx'

const shownAtOnce = 12

/** What the graph is made of: how often each operator stands in it, the most frequent first. */
export function Operators({ operators }: { operators: readonly GraphOperator[] }) {
  const most = operators[0]?.count ?? 1
  if (operators.length === 0) return null
  return (
    <Part title={`Operators, ${plural(operators.length, 'kind')}`}>
      <Bars title="Operators" operators={operators.slice(0, shownAtOnce)} most={most} />
      <Rest items={operators.slice(shownAtOnce)}>
        {(rest) => <Bars title="More operators" operators={rest} most={most} />}
      </Rest>
    </Part>
  )
}

interface BarsProps {
  title: string
  operators: readonly GraphOperator[]
  most: number
}

function Bars({ title, operators, most }: BarsProps) {
  return (
    <List aria-label={title} className="gap-x-10 sm:columns-2">
      {operators.map((operator) => (
        <li
          key={operatorName(operator)}
          className="grid min-h-6 break-inside-avoid grid-cols-[minmax(0,8rem)_minmax(0,1fr)_3.5rem] items-center gap-3"
        >
          <span className="truncate text-ink" title={operatorName(operator)}>
            <bdi>{operatorName(operator)}</bdi>
          </span>
          <span aria-hidden="true" className="h-1.5 rounded-full bg-track">
            <span
              className="block h-full min-w-1 rounded-full bg-bar"
              style={{ width: `${(100 * operator.count) / most}%` }}
            />
          </span>
          <span className="num text-right">{operator.count.toLocaleString('en-US')}</span>
        </li>
      ))}
    </List>
  )
}
