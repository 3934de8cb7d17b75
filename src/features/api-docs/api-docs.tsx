import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { openApiOptions } from './fetch-open-api.ts'
import { operationsOf } from './open-api.ts'
import { OperationPanel } from './operation-panel.tsx'

/**
 * The routes of the API, each to be tried, as the API itself describes them.
 * @param model the one whose examples are offered: what this page has open
 */
export function ApiDocs({ model }: { model: Manifest | undefined }) {
  const { data, isPending, refetch } = useQuery(openApiOptions())
  const operations = useMemo(() => data && operationsOf(data), [data])
  if (isPending) return <Skeleton className="h-48" />
  if (operations === undefined) {
    return (
      <Alert
        title="The API does not answer here."
        reason="In a browser it lives in this page’s service worker, and there is none: the browser forbids it, or this page was loaded past it."
        remedy="Reload the page; in a private window, use an ordinary one."
      >
        <Button onClick={() => void refetch()}>Try again</Button>
      </Alert>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {operations.map((operation) => (
        <OperationPanel
          key={`${operation.method} ${operation.path}`}
          operation={operation}
          model={model}
        />
      ))}
    </div>
  )
}
