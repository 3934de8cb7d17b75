import { useState, type ReactNode } from 'react'

interface MoreProps {
  summary: string
  className?: string
  /** The line's own looks. */
  summaryClass: string
  children: () => ReactNode
}

/** The rest of a long list, made only when somebody asks for it: a file may name thousands of things. */
export function More({ summary, className, summaryClass, children }: MoreProps) {
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <details className={className} onToggle={() => setWasOpen(true)}>
      <summary className={summaryClass}>{summary}</summary>
      {wasOpen && children()}
    </details>
  )
}
