import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Describing, type DescribingState } from '../features/open-model/describing.tsx'
import { askAboveBytes, loadSizeOf } from '../features/open-model/load-size.ts'
import { SizeQuestion } from '../features/open-model/size-question.tsx'
import type { VitrineError } from '../protocol/errors.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { ExportSource } from '../protocol/source.ts'
import { describedOptions } from '../queries/described.ts'
import { useLoader } from '../queries/loader-context.ts'
import { useOpenedExports } from '../queries/opened-context.ts'
import type { OpenedExport } from '../queries/opened-exports.ts'
import { PageHeading } from '../ui/page-heading.tsx'
import { OpenedDemo } from './opened-demo.tsx'
import { useTitle } from './use-title.ts'

interface ExportPageProps {
  opened: OpenedExport
  runtime: Runtime
}

/** An export that is not on the site's list: first what it is, then perhaps a question, then its demo. */
export function ExportPage({ opened, runtime }: ExportPageProps) {
  const { id, source, corrections, agreedBytes } = opened
  const loader = useLoader()
  const exports = useOpenedExports()
  const {
    data: described,
    error,
    refetch,
  } = useQuery(describedOptions(loader, id, source, corrections))
  const title = described?.manifest.title ?? nameOf(source)
  useTitle(title)

  // It stays while all else changes, so whoever presses a button that goes away is taken to it.
  const heading = useRef<HTMLHeadingElement>(null)
  const host = foreignHostOf(source)
  const size = described && loadSizeOf(described.manifest)
  const mustAsk =
    host !== undefined &&
    size !== undefined &&
    size.mostBytes > Math.max(askAboveBytes, agreedBytes)

  return (
    <>
      <PageHeading ref={heading}>{title}</PageHeading>
      {described === undefined || size === undefined ? (
        <>
          <p className="mt-2 wrap-anywhere text-muted">{whereFrom(source)}</p>
          <Describing
            state={stateOf(error)}
            onCancel={() => {
              loader.describing.cancel()
              heading.current?.focus()
            }}
            onRetry={() => {
              void refetch()
              heading.current?.focus()
            }}
          />
        </>
      ) : mustAsk ? (
        <>
          <p className="mt-2 max-w-prose text-pretty text-muted">
            {described.manifest.description}
          </p>
          <SizeQuestion
            host={host}
            size={size}
            onYes={() => {
              exports.agree(id, size.mostBytes)
              heading.current?.focus()
            }}
          />
        </>
      ) : (
        <OpenedDemo
          opened={opened}
          described={described}
          runtime={runtime}
          from={host === undefined ? 'from this device' : `from ${host}`}
        />
      )}
    </>
  )
}

function stateOf(error: VitrineError | null): DescribingState {
  if (error === null) return { status: 'busy' }
  return error.code === 'aborted' ? { status: 'cancelled' } : { status: 'failed', error }
}

/** What to call it before its own title is known. */
function nameOf(source: ExportSource): string {
  if (source.kind === 'files') return source.name
  const { pathname, host } = new URL(source.url)
  // A folder of the hub is called by its repository, not by its branch.
  const own = pathname.replace(/\/resolve\/[^/]+\/$/, '')
  return decode(own.split('/').findLast((part) => part !== '') ?? host)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function whereFrom(source: ExportSource): string {
  return source.kind === 'files' ? 'Opened from this device.' : source.url
}

function foreignHostOf(source: ExportSource): string | undefined {
  if (source.kind === 'files') return undefined
  const { origin, host } = new URL(source.url)
  return origin === window.location.origin ? undefined : host
}
