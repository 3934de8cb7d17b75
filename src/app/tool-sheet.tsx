import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { Manifest } from '../protocol/manifest.ts'
import { useLoader } from '../queries/loader-context.ts'
import { Sheet } from '../ui/sheet.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { Tool } from './demo-tools.tsx'
import { useArrival } from './router.ts'

const panels = {
  Share: lazy(() =>
    import('../features/share/share-panel.tsx').then((found) => ({ default: found.SharePanel })),
  ),
  Code: lazy(() =>
    import('../features/code/code-panel.tsx').then((found) => ({ default: found.CodePanel })),
  ),
}

interface ToolSheetProps {
  tool: Tool
  manifest: Manifest
  onClose(): void
}

/** What was run last, and where, for whoever makes something of it. */
export function ToolSheet({ tool, manifest, onClose }: ToolSheetProps) {
  const { runs } = useLoader()
  const { address } = useArrival()
  const latest = useSyncExternalStore(runs.subscribe, runs.latest)
  const isIts = latest?.manifest.base === manifest.base && latest.manifest.task === manifest.task
  const ToolPanel = panels[tool]
  return (
    <Sheet title={tool} onClose={onClose}>
      <Suspense fallback={<Skeleton className="h-64" />}>
        <ToolPanel
          manifest={manifest}
          run={isIts ? latest : undefined}
          site={new URL('.', document.baseURI).href}
          isLocal={address.local !== undefined}
        />
      </Suspense>
    </Sheet>
  )
}
