import type { GraphValue } from '../../protocol/graph.ts'
import { List } from '../../ui/list.tsx'
import { More } from '../../ui/more.tsx'
import { dimsWords } from './facts-of.ts'
import { Part, RestInFacts } from './part.tsx'

/** More than this is a cache of keys and values, one pair a layer. */
const shownAtOnce = 8
const shownAtMost = 500

/** The graph's inputs or outputs: name, type, shape. */
export function Values({ title, values }: { title: string; values: readonly GraphValue[] }) {
  const [first, rest] = [values.slice(0, shownAtOnce), values.slice(shownAtOnce)]
  const hidden = rest.length - shownAtMost
  return (
    <Part title={title}>
      <Lines title={title} values={first} />
      {rest.length > 0 && (
        <More
          className="mt-2"
          summary={`${rest.length.toLocaleString('en-US')} more`}
          summaryClass="inline-block cursor-pointer py-1 underline underline-offset-2"
        >
          {() => (
            <>
              <Lines title={`More ${title.toLowerCase()}`} values={rest.slice(0, shownAtMost)} />
              {hidden > 0 && <RestInFacts count={hidden} />}
            </>
          )}
        </More>
      )}
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
