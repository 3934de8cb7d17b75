import type { ComponentType } from 'react'
import type { Manifest, ManifestOf, Task } from '../../protocol/manifest.ts'
import { formatSize } from '../../ui/format.ts'
import { cardArt } from './card-art.tsx'
import { sizeBytesOf } from './size.ts'
import { wordsOf } from './task-words.ts'

/** The whole card is pressed, but only its title is the link's name. */
export function DemoCard({ manifest }: { manifest: Manifest }) {
  const { id, title, description, task } = manifest
  return (
    <article className="relative flex flex-col overflow-hidden rounded-2xl border border-line bg-panel shadow-panel outline-accent transition-colors duration-100 hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2">
      <div aria-hidden="true" className="h-40 border-b border-line bg-well">
        <Art task={task} manifest={manifest} />
      </div>
      <div className="flex grow flex-col p-6">
        <h2 className="text-lg font-semibold tracking-tight">
          <a
            href={`?model=${encodeURIComponent(id)}`}
            className="outline-none after:absolute after:inset-0"
          >
            {title}
          </a>
        </h2>
        <p className="mt-1 mb-4 grow text-pretty text-muted">{description}</p>
        <p className="num text-note text-muted">
          {wordsOf(manifest)} · {formatSize(sizeBytesOf(manifest))}
        </p>
      </div>
    </article>
  )
}

function Art<T extends Task>({ task, manifest }: { task: T; manifest: ManifestOf<T> }) {
  const TaskArt: ComponentType<{ manifest: ManifestOf<T> }> = cardArt[task]
  return <TaskArt manifest={manifest} />
}
