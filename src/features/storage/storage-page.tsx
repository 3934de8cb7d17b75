import { lazy, Suspense } from 'react'
import { PageHeading } from '../../ui/page-heading.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

const Stored = lazy(() =>
  import('./stored-models.tsx').then(({ StoredModels }) => ({ default: StoredModels })),
)

/** What this page keeps on the visitor's device, and the way to remove it. */
export function StoragePage() {
  return (
    <>
      <PageHeading>Stored models</PageHeading>
      <p className="mt-2 mb-6 max-w-prose text-pretty text-muted">
        Models are downloaded once and kept in this browser, for this page only. What you opened
        from your own device is never copied.
      </p>
      <Suspense fallback={<Skeleton className="h-48" />}>
        <Stored />
      </Suspense>
    </>
  )
}
