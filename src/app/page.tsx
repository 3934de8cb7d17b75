import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Home } from '../features/home/home.tsx'
import { VitrineError } from '../protocol/errors.ts'
import { describeError } from '../protocol/messages.ts'
import { demosOptions } from '../queries/demos.ts'
import { Alert } from '../ui/alert.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { DemoPage } from './demo-page.tsx'
import { useArrival } from './router.ts'

/** The view that the address asks for. */
export function Page() {
  const { address, count } = useArrival()
  const { data: demos, isPending } = useQuery(demosOptions())
  const manifest = demos?.find(({ id }) => id === address.model)
  const isUnknown = address.model !== undefined && demos !== undefined && manifest === undefined
  const problem =
    isUnknown && address.model !== undefined
      ? new VitrineError('unknown-demo', { id: address.model })
      : address.problem

  useEffect(() => {
    document.title = manifest === undefined ? 'Vitrine' : `${manifest.title} · Vitrine`
  }, [manifest])

  // A reader of screens is told where it has come by the heading taking the focus; the opening page does that by itself.
  const view = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count > 0) view.current?.querySelector('h1')?.focus()
  }, [count])

  return (
    <div ref={view}>
      {problem !== undefined && (
        <div className="mb-6">
          <Alert {...describeError(problem)} />
        </div>
      )}
      {manifest !== undefined ? (
        <DemoPage
          key={`${address.runtime} ${manifest.id}`}
          task={manifest.task}
          manifest={manifest}
          runtime={address.runtime}
        />
      ) : address.model !== undefined && isPending ? (
        <PageSkeleton />
      ) : (
        <Home />
      )}
    </div>
  )
}

function PageSkeleton() {
  return (
    <>
      <Skeleton className="h-9 w-72 max-w-full" />
      <Skeleton className="mt-4 h-5 w-96 max-w-full" />
      <div className="mt-24 grid gap-4 md:grid-cols-2">
        <div className="h-96 rounded-2xl border border-line bg-panel" />
        <div className="h-96 rounded-2xl border border-line bg-panel" />
      </div>
    </>
  )
}
