import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { sizeBytesOf } from '../features/home/size.ts'
import { wordsOf } from '../features/home/task-words.ts'
import { ModelFile } from '../features/open-model/model-file.tsx'
import type { Manifest, ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { sessionName } from '../queries/loader.ts'
import { useSession } from '../queries/use-session.ts'
import { formatSize } from '../ui/format.ts'
import { PageHeading } from '../ui/page-heading.tsx'
import type { DemoProps } from './demo-props.ts'
import { DemoSkeleton } from './demo-skeleton.tsx'
import { DemoTools } from './demo-tools.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { featuresFor } from './features.ts'
import { LoadBar } from './load-bar.tsx'
import { useArrival, useRouter } from './router.ts'
import { RuntimeBadge } from './runtime-badge.tsx'

// Few authors have wishes.
const AuthorTheme = lazy(() =>
  import('../features/author-theme/author-theme.tsx').then((found) => ({
    default: found.AuthorTheme,
  })),
)

// Where a link has packed something, which few have.
const SharedLink = lazy(() =>
  import('../features/share/shared-link.tsx').then((found) => ({ default: found.SharedLink })),
)

interface DemoPageProps<T extends Task> {
  task: T
  manifest: ManifestOf<T>
  runtime: Runtime
}

/** A demo of this site. */
export function DemoPage<T extends Task>(props: DemoPageProps<T>) {
  return (
    <>
      {props.manifest.theme !== undefined && (
        <Suspense fallback={null}>
          <AuthorTheme manifest={props.manifest} />
        </Suspense>
      )}
      <PageHeading>{props.manifest.title}</PageHeading>
      <DemoBody {...props} />
    </>
  )
}

interface DemoBodyProps<T extends Task> extends DemoPageProps<T> {
  /** Where the model came from, when it is none of the site's own. */
  from?: string
  /** Other `.onnx` files of the same export, and what to do when one of them is chosen. */
  models?: readonly string[]
  onModel?: (path: string) => void
  /** What was found in the export. */
  found?: ReactNode
  /** What can be done about it. */
  children?: ReactNode
}

/** What stands around every demo: what the model is, where it runs, how its loading goes. */
export function DemoBody<T extends Task>({
  task,
  manifest: given,
  runtime,
  from,
  models = [],
  onModel = () => {},
  found,
  children,
}: DemoBodyProps<T>) {
  const router = useRouter()
  const { address, count } = useArrival()
  const [pin, setPin] = useState<string>()
  const manifest = pinned(given, pin)
  const { session, load, cancel } = useSession(manifest, runtime)
  const Feature: ComponentType<DemoProps<T>> = featuresFor(manifest)[task]
  const show = (shared: URLSearchParams) => (
    <Feature
      key={count}
      manifest={manifest}
      runtime={runtime}
      shared={shared}
      onShare={router.share}
    />
  )
  return (
    <>
      <p className="mt-2 mb-4 max-w-prose text-pretty wrap-anywhere text-muted empty:mb-2">
        {manifest.description}
      </p>
      <div className="num flex flex-wrap items-center gap-x-6 gap-y-1 text-note text-muted">
        <RuntimeBadge session={session} />
        <ModelSize manifest={manifest} />
        <span>{wordsOf(manifest)}</span>
        {manifest.measured !== undefined && <span>{manifest.measured}</span>}
        {from !== undefined && <span className="wrap-anywhere">{from}</span>}
        <span>0 bytes sent</span>
        <DemoTools manifest={manifest} />
      </div>
      <LoadBar manifest={manifest} session={session} onLoad={load} onCancel={cancel} />
      <div className="grid gap-x-10 gap-y-4 not-empty:mb-4 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        {found}
        <ModelFile
          manifest={manifest}
          models={models}
          running={session.status === 'ready' ? session.opened.model : undefined}
          onPin={setPin}
          onModel={onModel}
        />
      </div>
      {children}
      <ErrorBoundary key={sessionName(manifest, runtime)}>
        <Suspense fallback={<DemoSkeleton task={task} />}>
          {address.shared.has('v') ? (
            <SharedLink shared={address.shared} manifest={manifest}>
              {show}
            </SharedLink>
          ) : (
            show(address.shared)
          )}
        </Suspense>
      </ErrorBoundary>
    </>
  )
}

/** The same export with another file of its model; one that it has no longer means none. */
function pinned<M extends Manifest>(manifest: M, pin: string | undefined): M {
  const isThere = manifest.variants?.some(({ model }) => model === pin) === true
  return isThere ? { ...manifest, pinned: pin } : manifest
}

function ModelSize({ manifest }: { manifest: Manifest }) {
  const isKnown = manifest.files.every(({ sizeBytes }) => sizeBytes !== undefined)
  if (!isKnown) return <span>size not known</span>
  return (
    <span>
      <b className="font-medium text-ink">{formatSize(sizeBytesOf(manifest))}</b> model
    </span>
  )
}
