import { Skeleton } from '../skeleton.tsx'

/** Takes the room of what stands under a text. */
export function NextTokenSkeleton() {
  return <Skeleton className="h-44" />
}
