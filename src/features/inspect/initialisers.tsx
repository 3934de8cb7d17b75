import type { GraphInitialiser } from '../../protocol/graph.ts'
import { formatSize } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { dimsWords, largest } from './facts-of.ts'
import { Part } from './part.tsx'

const shown = 12

/** Where the weights are: the largest of the constants that the graph carries. */
export function Initialisers({ initialisers }: { initialisers: readonly GraphInitialiser[] }) {
  if (initialisers.length === 0) return null
  const title =
    initialisers.length > shown
      ? `The ${shown} largest of ${initialisers.length.toLocaleString('en-US')} weights`
      : 'Weights'
  return (
    <Part title={title}>
      <List aria-label="Largest weights" className="grid max-w-4xl gap-2 sm:gap-1">
        {largest(initialisers, shown).map((initialiser) => (
          <li
            key={initialiser.name}
            className="grid grid-cols-[minmax(0,1fr)_max-content] gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,16rem)_5rem]"
          >
            <code className="truncate font-mono text-ink" title={initialiser.name}>
              <bdi>{initialiser.name}</bdi>
            </code>
            <span className="num order-last col-span-full sm:order-none sm:col-span-1">
              <bdi>{initialiser.type}</bdi> {dimsWords(initialiser)}
            </span>
            <span className="num text-right">{formatSize(initialiser.bytes)}</span>
          </li>
        ))}
      </List>
    </Part>
  )
}
