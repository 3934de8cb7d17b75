import type { ReactNode } from 'react'
import { More } from '../../ui/more.tsx'
import { RestInFacts } from './part.tsx'

const shownAtMost = 500

interface RestProps<T> {
  items: readonly T[]
  children(shown: readonly T[]): ReactNode
}

/** What does not fit into the first lines: drawn when it is asked for, and of very much only the beginning. */
export function Rest<T>({ items, children }: RestProps<T>) {
  const hidden = items.length - shownAtMost
  if (items.length === 0) return null
  return (
    <More
      className="mt-2"
      summary={`${items.length.toLocaleString('en-US')} more`}
      summaryClass="inline-block cursor-pointer py-1 underline underline-offset-2"
    >
      {() => (
        <>
          {children(items.slice(0, shownAtMost))}
          {hidden > 0 && <RestInFacts count={hidden} />}
        </>
      )}
    </More>
  )
}
