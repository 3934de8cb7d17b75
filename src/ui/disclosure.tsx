import type { ReactNode } from 'react'

interface DisclosureProps {
  title: string
  /** Stands at the right end of the title's line. */
  aside?: ReactNode
  /** Called when it is opened or closed. */
  onToggle?: (isOpen: boolean) => void
  children: ReactNode
}

/** A line that unfolds what lies under it. They may be nested: each arrow follows its own line. */
export function Disclosure({ title, aside, onToggle, children }: DisclosureProps) {
  return (
    <details
      className="text-note text-muted"
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className="num flex min-h-12 cursor-pointer flex-wrap items-center justify-between gap-x-4 rounded-md marker:content-none">
        <span className="font-medium text-ink in-[details[open]>summary]:text-accent">
          <span
            aria-hidden="true"
            className="mr-2 inline-block in-[details[open]>summary]:rotate-90"
          >
            ›
          </span>
          {title}
        </span>
        {aside !== undefined && <span>{aside}</span>}
      </summary>
      {children}
    </details>
  )
}
