import { useState, type ReactNode } from 'react'

interface OpeningFoldProps {
  title: string
  isOpen: boolean
  onToggle(isOpen: boolean): void
  /** Made when it is first opened; from then on it stays. */
  children: () => ReactNode
}

/** A panel that is away until somebody asks for it. */
export function OpeningFold({ title, isOpen, onToggle, children }: OpeningFoldProps) {
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return (
    <details
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="group min-w-0 rounded-2xl border border-line bg-panel shadow-panel"
    >
      <summary className="flex min-h-14 cursor-pointer items-center rounded-2xl px-4 text-note font-semibold text-muted marker:content-none sm:px-6">
        <span aria-hidden="true" className="mr-2 inline-block group-open:rotate-90">
          ›
        </span>
        {title}
      </summary>
      <div className="grid gap-4 px-4 pb-4 sm:px-6 sm:pb-5">{wasOpen && children()}</div>
    </details>
  )
}
