import { Skeleton } from '../../ui/skeleton.tsx'

export function GraphSkeleton() {
  return (
    <output aria-label="Reading the model" className="grid gap-4 pt-1 pb-4">
      <Skeleton className="h-16 max-w-2xl" />
      <Skeleton className="h-24" />
      <Skeleton className="h-40" />
    </output>
  )
}
