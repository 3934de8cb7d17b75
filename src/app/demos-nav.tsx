import { useQuery } from '@tanstack/react-query'
import { demosOptions } from '../queries/demos.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { useArrival } from './router.ts'

export function DemosNav() {
  const { data: demos, isPending } = useQuery(demosOptions())
  const { address } = useArrival()
  return (
    <nav
      aria-label="Demos"
      className="order-last -mx-4 flex w-screen min-w-0 gap-1 overflow-x-auto px-1 pb-2 sm:order-none sm:mx-0 sm:w-auto sm:px-0 sm:py-2"
    >
      {isPending && <Skeleton className="my-2 h-6 w-44" />}
      {demos?.map(({ id, title }) => (
        <a
          key={id}
          ref={id === address.model ? reveal : undefined}
          href={`?model=${encodeURIComponent(id)}`}
          aria-current={id === address.model ? 'page' : undefined}
          className="inline-flex min-h-9 shrink-0 items-center rounded-lg px-3 whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current]:bg-track aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:min-h-11"
        >
          {title}
        </a>
      ))}
    </nav>
  )
}

/** On a phone the list is wider than the screen. */
function reveal(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
