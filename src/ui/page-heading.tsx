import type { Ref, ReactNode } from 'react'

interface PageHeadingProps {
  ref?: Ref<HTMLHeadingElement>
  children: ReactNode
}

/** What a view is about. It takes the focus after a navigation, so that it is read aloud. */
export function PageHeading({ ref, children }: PageHeadingProps) {
  return (
    <h1 ref={ref} tabIndex={-1} className="text-title font-semibold text-balance wrap-anywhere">
      {children}
    </h1>
  )
}
