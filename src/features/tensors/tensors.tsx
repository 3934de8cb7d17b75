import { lazy, Suspense } from 'react'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { TensorsProps } from './tensors-props.ts'

const Form = lazy(() =>
  import('./tensors-demo.tsx').then(({ TensorsDemo }) => ({ default: TensorsDemo })),
)

/** Any model: tensors in, tensors out. */
export function Tensors(props: TensorsProps) {
  return (
    <Suspense
      fallback={
        <output aria-label="Loading" className="grid gap-4 md:grid-cols-2 md:gap-6">
          <Skeleton className="h-96" />
          <Skeleton className="h-96" />
        </output>
      }
    >
      <Form {...props} />
    </Suspense>
  )
}
