import { useQuery } from '@tanstack/react-query'
import type { Manifest } from '../../protocol/manifest.ts'
import { describeError } from '../../protocol/messages.ts'
import { graphOptions } from '../../queries/described.ts'
import { useLoader } from '../../queries/loader-context.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { GraphReport } from './graph-report.tsx'
import { GraphSkeleton } from './graph-skeleton.tsx'

/** The model's graph, asked for when this appears. */
export function Graph({ manifest }: { manifest: Manifest }) {
  const loader = useLoader()
  const { data: facts, error, refetch } = useQuery(graphOptions(loader, manifest))
  if (facts !== undefined) return <GraphReport facts={facts} manifest={manifest} />
  if (error === null || error.code === 'aborted') return <GraphSkeleton />
  return (
    <div className="pt-1 pb-4 text-body">
      <Alert {...describeError(error)} detail={error.detail}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </Alert>
    </div>
  )
}
