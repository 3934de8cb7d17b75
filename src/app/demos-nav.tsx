import { useQueries, useQuery } from '@tanstack/react-query'
import { demosOptions } from '../queries/demos.ts'
import { describedOptions } from '../queries/described.ts'
import { useLoader } from '../queries/loader-context.ts'
import { useAllOpened } from '../queries/opened-context.ts'
import type { OpenedExport } from '../queries/opened-exports.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { useArrival } from './router.ts'
import { openedIdOf } from './use-view.ts'

/** The demos of this site, then what was opened since the page was loaded. */
export function DemosNav() {
  const { data: demos, isPending } = useQuery(demosOptions())
  const opened = useOpenedEntries()
  const { address } = useArrival()
  const isDemo = demos?.some(({ id }) => id === address.model) === true
  const openedId = isDemo ? undefined : openedIdOf(address)
  return (
    <nav
      aria-label="Demos"
      className="order-last -mx-4 flex w-screen min-w-0 gap-1 overflow-x-auto px-1 pb-2 sm:order-none sm:mx-0 sm:w-auto sm:px-0 sm:py-2"
    >
      {isPending && <Skeleton className="my-2 h-6 w-44" />}
      {demos?.map(({ id, title }) => (
        <Entry
          key={id}
          href={`?model=${encodeURIComponent(id)}`}
          title={title}
          isCurrent={id === address.model}
        />
      ))}
      {opened.map(({ id, href, title }) => (
        <Entry key={href} href={href} title={title} isCurrent={id === openedId} />
      ))}
    </nav>
  )
}

/** Those of which it is known what they are. */
function useOpenedEntries() {
  const loader = useLoader()
  const opened = useAllOpened()
  return useQueries({
    queries: opened.map(({ id, source, corrections }) => ({
      ...describedOptions(loader, id, source, corrections),
      enabled: false,
    })),
    combine: (results) =>
      results.flatMap(({ data }, index) => {
        const one = opened[index]
        if (data === undefined || one === undefined) return []
        return [{ id: one.id, href: hrefOf(one), title: data.manifest.title }]
      }),
  })
}

function hrefOf({ id, source }: OpenedExport): string {
  return `?${source.kind === 'link' ? 'model' : 'local'}=${encodeURIComponent(id)}`
}

interface EntryProps {
  href: string
  title: string
  isCurrent: boolean
}

function Entry({ href, title, isCurrent }: EntryProps) {
  return (
    <a
      ref={isCurrent ? reveal : undefined}
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className="inline-flex min-h-9 shrink-0 items-center rounded-lg px-3 whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current]:bg-track aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:min-h-11"
    >
      <span className="max-w-56 truncate">{title}</span>
    </a>
  )
}

/** On a phone the list is wider than the screen. */
function reveal(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
