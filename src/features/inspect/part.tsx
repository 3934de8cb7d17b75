import type { ReactNode } from 'react'

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 font-semibold text-ink">{title}</h2>
      {children}
    </section>
  )
}

/** What is too much for a page. */
export function RestInFacts({ count }: { count: number }) {
  return (
    <p className="mt-2">
      And {count.toLocaleString('en-US')} more, which “Copy model facts” holds.
    </p>
  )
}
