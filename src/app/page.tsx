import { lazy, Suspense, useEffect, useEffectEvent, useRef } from 'react'
import { Home } from '../features/home/home.tsx'
import { DropZone } from '../features/open-model/drop-zone.tsx'
import { gatherChosen, gatherDropped } from '../features/open-model/gather-files.ts'
import { OpeningBar } from '../features/open-model/opening-bar.tsx'
import { OpenPanel } from '../features/open-model/open-panel.tsx'
import { VitrineError } from '../protocol/errors.ts'
import { describeError } from '../protocol/messages.ts'
import { useLoader } from '../queries/loader-context.ts'
import { useOpenedExports } from '../queries/opened-context.ts'
import { Alert } from '../ui/alert.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { DemoPage } from './demo-page.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { useArrival, useRouter } from './router.ts'
import { useOpening } from './use-opening.ts'
import { useTitle } from './use-title.ts'
import { useView, type View } from './use-view.ts'

// What most visits never come to.
const ApiPage = lazy(() => import('./api-page.tsx').then((found) => ({ default: found.ApiPage })))
const ExportPage = lazy(() =>
  import('./export-page.tsx').then((found) => ({ default: found.ExportPage })),
)
const LinkQuestion = lazy(() =>
  import('../features/open-model/link-question.tsx').then((found) => ({
    default: found.LinkQuestion,
  })),
)
const StoragePage = lazy(() =>
  import('../features/storage/storage-page.tsx').then((found) => ({ default: found.StoragePage })),
)

interface PageProps {
  /** There is a list of demos to choose from, and a model that is dropped is opened. */
  takesModels: boolean
}

/** The view that the address asks for, and what is dropped on it. */
export function Page({ takesModels }: PageProps) {
  const { address, count } = useArrival()
  const view = useView()
  const { describing } = useLoader()
  const { opening, open, refuse, cancel, dismiss } = useOpening()
  useTitle(titleOf(view))

  const main = useRef<HTMLDivElement>(null)
  /** The opening page reads itself out; every later one is announced by its heading taking the focus. */
  const isLater = useRef(false)
  const shownId = view.kind === 'export' ? view.opened.id : undefined
  function arrived() {
    // Nobody waits any more for what an earlier address asked for.
    describing.keepOnly(shownId)
    if (count > 0 || isLater.current) main.current?.querySelector('h1')?.focus()
  }

  const problem = (view.kind === 'home' ? view.problem : undefined) ?? address.problem
  return (
    <DropZone
      takesModels={takesModels}
      onExport={(intake) => void open(nameOf(intake), () => gatherDropped(intake))}
      onStray={(file) => refuse(strayError(file))}
    >
      <div ref={main}>
        {problem !== undefined && (
          <div className="mb-6">
            <Alert {...describeError(problem)} />
          </div>
        )}
        <OpeningBar opening={opening} onCancel={cancel} onDismiss={dismiss} />
        <Suspense fallback={<Skeleton className="h-9 w-72 max-w-full" />}>
          {(takesModels || view.kind !== 'home') && (
            <Shown
              view={view}
              onFiles={(files) => void open(nameOf({ files }), () => gatherChosen(files))}
              onAnswer={() => {
                isLater.current = true
              }}
            />
          )}
          <Arrival key={`${count} ${shownId}`} onArrived={arrived} />
        </Suspense>
      </div>
    </DropZone>
  )
}

/** Beside a view, with a key for each: when its code has come, and it is there. */
function Arrival({ onArrived }: { onArrived(): void }) {
  const arrived = useEffectEvent(onArrived)
  useEffect(() => arrived(), [])
  return null
}

interface ShownProps {
  view: View
  onFiles(files: readonly File[]): void
  /** A question was answered, and its buttons are gone. */
  onAnswer(): void
}

function Shown({ view, onFiles, onAnswer }: ShownProps) {
  const router = useRouter()
  const opened = useOpenedExports()
  const { address } = useArrival()
  const { runtime } = address
  switch (view.kind) {
    case 'home':
      return (
        <Home>
          <OpenPanel
            onFiles={onFiles}
            onLink={(text) => {
              const asked = runtime === 'auto' ? '' : `&runtime=${runtime}`
              router.go(`?model=${encodeURIComponent(text)}${asked}`)
            }}
          />
        </Home>
      )
    case 'storage':
      return <StoragePage />
    case 'api':
      return <ApiPage runtime={runtime} />
    case 'pending':
      return <PageSkeleton />
    case 'demo': {
      const { manifest } = view
      const key = `${runtime} ${manifest.id}`
      return <DemoPage key={key} task={manifest.task} manifest={manifest} runtime={runtime} />
    }
    case 'question': {
      const { url, host } = view.link
      return (
        <LinkQuestion
          url={url}
          host={host}
          onYes={() => {
            opened.addLink(url)
            onAnswer()
          }}
        />
      )
    }
    case 'export': {
      const key = `${runtime} ${view.opened.id}`
      return <ExportPage key={key} opened={view.opened} runtime={runtime} />
    }
    default:
      return view satisfies never
  }
}

/** The page of an opened export names itself, when it is known what it is. */
function titleOf(view: View): string | undefined {
  switch (view.kind) {
    case 'home':
    case 'pending':
      return ''
    case 'storage':
      return 'Stored models'
    case 'api':
      return 'API'
    case 'demo':
      return view.manifest.title
    case 'question':
      return `Open a model from ${view.link.host}?`
    case 'export':
      return undefined
    default:
      return view satisfies never
  }
}

interface Named {
  readonly name: string
}

function nameOf({ files, entries = [] }: { files: readonly Named[]; entries?: readonly Named[] }) {
  return (entries[0] ?? files[0])?.name ?? 'the files'
}

function strayError({ name, type }: File): VitrineError {
  return new VitrineError(type.startsWith('image/') ? 'picture-without-model' : 'nothing-to-open', {
    name,
  })
}
