import { useEffect } from 'react'
import { Skeleton } from '../ui/skeleton.tsx'
import { fetchLikelyDemo } from './features.ts'

/** The shape of a demo's page while it is not known which demo it is. */
export function PageSkeleton() {
  useEffect(fetchLikelyDemo, [])
  return (
    <>
      <Skeleton className="h-9 w-72 max-w-full" />
      <Skeleton className="mt-4 h-5 w-96 max-w-full" />
      <div className="mt-24 grid gap-4 md:grid-cols-2">
        <div className="h-96 rounded-2xl border border-line bg-panel" />
        <div className="h-96 rounded-2xl border border-line bg-panel" />
      </div>
    </>
  )
}
