import type { GraphValue } from '../../protocol/graph.ts'
import { List } from '../../ui/list.tsx'
import { dimsWords } from './facts-of.ts'
import { Part } from './part.tsx'
import { Rest } from './rest.tsx'

/** More than this is a cache of keys and values, one pair a layer. */
const shownAtOnce = 8

/** The graph's inputs or outputs: name, type, shape. */
export function Values({ title, values }: { title: string; values: readonly GraphValue[] }) {
  return (
    <Part title={title}>
      <Lines title={title} values={values.slice(0, shownAtOnce)} />
      <Rest items={values.slice(shownAtOnce)}>
        {(rest) => <Lines title={`More ${title.toLowerCase()}`} values={rest} />}
      </Rest>
    </Part>
  )
}

function Lines({ title, values }: { title: string; values: readonly GraphValue[] }) {
  return (
    <List aria-label={title} className="grid gap-2">
      {values.map((value) => (
        <li key={value.name} className="wrap-anywhere">
          <code className="font-mono text-ink">
            <bdi>{value.name}</bdi>
          </code>{' '}
          <span className="num">
            <bdi>{value.type}</bdi> {value.isTensor && <bdi>{dimsWords(value)}</bdi>}
          </span>
        </li>
      ))}
    </List>
  )
}
