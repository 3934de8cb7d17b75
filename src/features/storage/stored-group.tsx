import { useId } from 'react'
import type { StoredFile } from '../../protocol/stored.ts'
import { Button } from '../../ui/button.tsx'
import { formatSize } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { sizeOf } from './group.ts'
import { stateWords } from './words.ts'

interface StoredGroupProps {
  title: string
  files: readonly StoredFile[]
  isBusy: boolean
  /** When the list was made, in milliseconds since 1970. */
  nowMs: number
  onRemove(file: StoredFile): void
}

/** The files of one demo or export. */
export function StoredGroup({ title, files, isBusy, nowMs, onRemove }: StoredGroupProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="rounded-2xl border border-line bg-panel px-4 py-3 shadow-panel sm:px-6"
    >
      <div className="num mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={titleId} className="font-semibold wrap-anywhere">
          <bdi>{title}</bdi>
        </h2>
        <span className="text-note text-muted">{formatSize(sizeOf(files))}</span>
      </div>
      <List aria-labelledby={titleId} className="divide-y divide-line">
        {files.map((file) => (
          <li
            key={file.key}
            className="num grid grid-cols-[minmax(0,1fr)_max-content] items-center gap-x-4 py-2 text-note text-muted"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap gap-x-3 text-body">
                <bdi className="wrap-anywhere text-ink">{file.path}</bdi>
                <span>{formatSize(file.sizeBytes)}</span>
              </p>
              <p className="wrap-anywhere">
                <span
                  aria-hidden="true"
                  className={`mr-1.5 inline-block size-2 rounded-full ${file.verified ? 'bg-good' : 'bg-fair'}`}
                />
                {stateWords(file, nowMs)}
              </p>
            </div>
            <Button
              look="quiet"
              className="-mr-3.5"
              disabled={isBusy}
              onClick={() => onRemove(file)}
            >
              Remove<span className="sr-only"> {file.path}</span>
            </Button>
          </li>
        ))}
      </List>
    </section>
  )
}
