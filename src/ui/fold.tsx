import type { ReactNode } from 'react'

interface FoldProps {
  title: string
  isOpen?: boolean
  children: ReactNode
}

/** A panel that can be put away. */
export function Fold({ title, isOpen = false, children }: FoldProps) {
  return (
    <details open={isOpen} className="group rounded-2xl border border-line bg-panel shadow-panel">
      <summary className="flex min-h-14 cursor-pointer items-center rounded-2xl px-4 text-note font-semibold text-muted marker:content-none sm:px-6">
        <span aria-hidden="true" className="mr-2 inline-block group-open:rotate-90">
          ›
        </span>
        {title}
      </summary>
      <div className="px-4 pb-4 sm:px-6 sm:pb-5">{children}</div>
    </details>
  )
}
