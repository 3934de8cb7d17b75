import type { ComponentType } from 'react'
import { sizeBytesOf } from '../features/home/size.ts'
import { taskWords } from '../features/home/task-words.ts'
import type { ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { useSession } from '../queries/use-session.ts'
import { formatSize } from '../ui/format.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { features, type DemoProps } from './features.ts'
import { LoadBar } from './load-bar.tsx'
import { useArrival, useRouter } from './router.ts'
import { RuntimeBadge } from './runtime-badge.tsx'

interface DemoPageProps<T extends Task> {
  task: T
  manifest: ManifestOf<T>
  runtime: Runtime
}

/** What stands around every demo: what the model is, where it runs, how its loading goes. */
export function DemoPage<T extends Task>({ task, manifest, runtime }: DemoPageProps<T>) {
  const router = useRouter()
  const { address, count } = useArrival()
  const { session, load, cancel } = useSession(manifest, runtime)
  const Feature: ComponentType<DemoProps<T>> = features[task]
  return (
    <>
      <h1 tabIndex={-1} className="text-title font-semibold text-balance wrap-anywhere">
        {manifest.title}
      </h1>
      <p className="mt-2 mb-4 max-w-prose text-pretty text-muted">{manifest.description}</p>
      <div className="num flex flex-wrap items-center gap-x-6 gap-y-1 text-note text-muted">
        <RuntimeBadge session={session} />
        <span>
          <b className="font-medium text-ink">{formatSize(sizeBytesOf(manifest))}</b> model
        </span>
        <span>{taskWords[task]}</span>
        {manifest.measured !== undefined && <span>{manifest.measured}</span>}
        <span>0 bytes sent</span>
      </div>
      <LoadBar manifest={manifest} session={session} onLoad={load} onCancel={cancel} />
      <ErrorBoundary>
        <Feature
          key={count}
          manifest={manifest}
          runtime={runtime}
          shared={address.shared}
          onShare={router.share}
        />
      </ErrorBoundary>
    </>
  )
}
