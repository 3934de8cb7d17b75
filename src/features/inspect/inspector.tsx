import { lazy, Suspense, useState } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { GraphSkeleton } from './graph-skeleton.tsx'

const Graph = lazy(() => import('./graph.tsx').then(({ Graph: found }) => ({ default: found })))

/** What is inside the model. Nothing of it is fetched or read before somebody looks. */
export function Inspector({ manifest }: { manifest: Manifest }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure title="Inspect the model" onToggle={setIsOpen}>
      {isOpen && (
        <Suspense fallback={<GraphSkeleton />}>
          <Graph manifest={manifest} />
        </Suspense>
      )}
    </Disclosure>
  )
}
