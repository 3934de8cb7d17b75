import { lazy, Suspense, useState } from 'react'
import type { Manifest } from '../protocol/manifest.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

const ToolSheet = lazy(() =>
  import('./tool-sheet.tsx').then((found) => ({ default: found.ToolSheet })),
)

const tools = ['Share', 'Code'] as const
export type Tool = (typeof tools)[number]

/** What can be done with a demo besides running it. What is behind a button is fetched when it is pressed. */
export function DemoTools({ manifest }: { manifest: Manifest }) {
  const [tool, setTool] = useState<Tool>()
  return (
    <span className="ml-auto flex gap-2">
      {tools.map((name) => (
        <Button key={name} onClick={() => setTool(name)}>
          {name}
        </Button>
      ))}
      {tool !== undefined && (
        <ErrorBoundary>
          <Suspense>
            <ToolSheet tool={tool} manifest={manifest} onClose={() => setTool(undefined)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </span>
  )
}
