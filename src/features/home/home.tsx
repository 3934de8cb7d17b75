import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../../protocol/messages.ts'
import { demosOptions } from '../../queries/demos.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { List } from '../../ui/list.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DemoCard } from './demo-card.tsx'

/** The list of demos, and how to show a model of one's own: `children` are the ways in on this page. */
export function Home({ children }: { children?: ReactNode }) {
  const { data: demos, error, refetch } = useQuery(demosOptions())
  return (
    <>
      <PageHeading>Models you can try, right here</PageHeading>
      <p className="mt-2 mb-8 max-w-prose text-pretty text-muted">
        Each one runs on your own device, in this browser: no account, no queue, and nothing you
        type or show leaves it.
      </p>
      {error !== null && (
        <Alert {...describeError(error)} detail={error.detail}>
          <Button onClick={() => void refetch()}>Try again</Button>
        </Alert>
      )}
      {error === null && (
        <List className="grid gap-4 sm:gap-6 md:grid-cols-2 lg:grid-cols-3">
          {demos?.map((manifest) => (
            <li key={manifest.id} className="grid">
              <DemoCard manifest={manifest} />
            </li>
          )) ?? <CardSkeletons />}
        </List>
      )}
      {demos?.length === 0 && <p className="text-muted">Nothing is on display yet.</p>}
      {children}
      <p className="mt-6 text-pretty text-muted">
        To put a model of your own on display, run{' '}
        <code className="rounded-md border border-line bg-panel px-1.5 py-0.5 font-mono text-note whitespace-nowrap text-ink">
          npm start -- &lt;folder&gt;
        </code>{' '}
        with the folder that your exporter wrote.
      </p>
    </>
  )
}

function CardSkeletons() {
  return [1, 2].map((key) => (
    <li key={key} className="rounded-2xl border border-line bg-panel">
      <div className="h-40 border-b border-line" />
      <div className="space-y-3 p-6">
        <Skeleton className="h-6 w-1/2" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-1/3" />
      </div>
    </li>
  ))
}
