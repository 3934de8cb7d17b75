import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { LoaderContext } from '../queries/loader-context.ts'
import type { Loader } from '../queries/loader.ts'
import { OpenedContext } from '../queries/opened-context.ts'
import type { OpenedExports } from '../queries/opened-exports.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { followLinks } from './follow-links.ts'
import { Page } from './page.tsx'
import { RouterContext, type Router } from './router.ts'
import { Shell } from './shell.tsx'

interface AppProps {
  loader: Loader
  client: QueryClient
  router: Router
  opened: OpenedExports
  /** What stands around the view, where the page is in a frame of another one. */
  shell?: (content: ReactNode) => ReactNode
}

/** The whole page over what `main.tsx` has put together: the real engine there, a fake one in tests. */
export function App({ loader, client, router, opened, shell }: AppProps) {
  useEffect(() => followLinks(document, router), [router])
  const content = (
    <ErrorBoundary>
      <Page takesModels={shell === undefined} />
    </ErrorBoundary>
  )
  return (
    <LoaderContext value={loader}>
      <QueryClientProvider client={client}>
        <OpenedContext value={opened}>
          <RouterContext value={router}>
            {shell === undefined ? <Shell>{content}</Shell> : shell(content)}
          </RouterContext>
        </OpenedContext>
      </QueryClientProvider>
    </LoaderContext>
  )
}
