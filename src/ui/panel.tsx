import { useId, type ReactNode } from 'react'

interface PanelProps {
  title: ReactNode
  /** Makes the panel a landmark region named by its title. */
  isRegion?: boolean
  /** Stands at the right end of the title's line. */
  aside?: ReactNode
  foot?: ReactNode
  children: ReactNode
}

/** One of the two halves of a demo: a title, a body that grows, and a foot line for measurements. */
export function Panel({ title, isRegion = false, aside, foot, children }: PanelProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={isRegion ? titleId : undefined}
      className="flex min-w-0 flex-col rounded-2xl border border-line bg-panel shadow-panel"
    >
      <div className="flex min-h-14 items-center justify-between gap-4 px-4 pt-2 sm:px-6">
        <h2 id={titleId} className="text-note font-semibold text-muted">
          {title}
        </h2>
        {aside}
      </div>
      <div className="flex grow flex-col gap-4 px-4 pb-5 sm:px-6">{children}</div>
      {foot !== undefined && (
        <div className="num flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-note text-muted sm:px-6">
          {foot}
        </div>
      )}
    </section>
  )
}
