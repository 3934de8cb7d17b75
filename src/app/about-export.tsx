import { lazy, Suspense, useState } from 'react'
import type { OpenedModel } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { formatDuration } from '../ui/format.ts'
import { Skeleton } from '../ui/skeleton.tsx'

const ExportFacts = lazy(() =>
  import('./export-facts.tsx').then((found) => ({ default: found.ExportFacts })),
)

interface AboutExportProps {
  manifest: Manifest
  opened: OpenedModel
}

/** One line about the export; the rest is fetched when somebody looks. */
export function AboutExport({ manifest, opened }: AboutExportProps) {
  const [wasOpen, setWasOpen] = useState(false)
  const { verified, loadMs } = opened
  const state = verified ? 'checked' : 'not verified'
  return (
    <Disclosure
      title="About this export"
      aside={`${state} · ready in ${formatDuration(loadMs)}`}
      onToggle={() => setWasOpen(true)}
    >
      {wasOpen && (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <ExportFacts manifest={manifest} opened={opened} />
        </Suspense>
      )}
    </Disclosure>
  )
}
