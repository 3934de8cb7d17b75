import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asVitrineError, type VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import type { StoreReport } from '../../protocol/stored.ts'
import { storedOptions } from '../../queries/described.ts'
import { useLoader } from '../../queries/loader-context.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { formatSize, plural } from '../../ui/format.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { byTitle, sizeOf } from './group.ts'
import { RemoveAll } from './remove-all.tsx'
import { StoredGroup } from './stored-group.tsx'
import { keptWords } from './words.ts'

/** What is removed, and the words for it once it is gone. */
interface Removal {
  readonly keys: readonly string[]
  readonly done: string
}

export function StoredModels() {
  const loader = useLoader()
  const client = useQueryClient()
  const { data: report, dataUpdatedAt, error, refetch } = useQuery(storedOptions(loader))
  const summary = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState('')
  const removal = useMutation<StoreReport, VitrineError, Removal>({
    networkMode: 'always',
    mutationFn: ({ keys }) =>
      loader.forget(keys).catch((thrown: unknown) => {
        throw asVitrineError(thrown)
      }),
    onSuccess(next, { done }) {
      client.setQueryData(storedOptions(loader).queryKey, next)
      setSaid(done)
      // The button that was pressed is gone, and the focus with it.
      summary.current?.focus()
    },
  })

  if (report === undefined) {
    if (error === null) return <Skeleton className="h-48" />
    return (
      <Alert {...describeError(error)} detail={error.detail}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </Alert>
    )
  }
  const { files, partialBytes } = report
  const totalBytes = sizeOf(files) + partialBytes
  return (
    <div className="grid gap-4">
      {removal.error !== null && (
        <Alert {...describeError(removal.error)} detail={removal.error.detail} />
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p ref={summary} tabIndex={-1} className="num text-pretty outline-none">
          {files.length > 0 && (
            <>
              <b className="font-medium">{formatSize(sizeOf(files))}</b> in{' '}
              {plural(files.length, 'file')}.{' '}
            </>
          )}
          {keptWords(report)}
        </p>
        {totalBytes > 0 && (
          <RemoveAll
            count={files.length}
            fileBytes={sizeOf(files)}
            partialBytes={partialBytes}
            isBusy={removal.isPending}
            onRemove={() =>
              removal.mutate({ keys: files.map(({ key }) => key), done: 'All files are removed.' })
            }
          />
        )}
      </div>
      {files.length === 0 && <Empty report={report} />}
      {byTitle(files).map(({ title, files: group }) => (
        <StoredGroup
          key={title}
          title={title}
          files={group}
          nowMs={dataUpdatedAt}
          isBusy={removal.isPending}
          onRemove={({ key, path }) => removal.mutate({ keys: [key], done: `${path} is removed.` })}
        />
      ))}
      {partialBytes > 0 && (
        <Partial
          bytes={partialBytes}
          isBusy={removal.isPending}
          onRemove={() => removal.mutate({ keys: [], done: 'Unfinished downloads are removed.' })}
        />
      )}
      <Announcer message={said} />
    </div>
  )
}

function Empty({ report: { keptIn, partialBytes } }: { report: StoreReport }) {
  if (keptIn === 'memory' || partialBytes > 0) return null
  return (
    <p className="rounded-2xl border border-dashed border-edge px-6 py-10 text-center text-pretty text-muted">
      Nothing is stored yet. Open a demo, and its model will be here the next time.
    </p>
  )
}

interface PartialProps {
  bytes: number
  isBusy: boolean
  onRemove(): void
}

function Partial({ bytes, isBusy, onRemove }: PartialProps) {
  return (
    <div className="num flex flex-wrap items-center justify-between gap-4 rounded-2xl border border-line px-4 py-3 text-note text-muted sm:px-6">
      <p>
        <b className="font-medium text-ink">{formatSize(bytes)}</b> of unfinished downloads, which
        go on from here the next time.
      </p>
      <Button look="quiet" className="-mx-3.5" disabled={isBusy} onClick={onRemove}>
        Remove unfinished downloads
      </Button>
    </div>
  )
}
