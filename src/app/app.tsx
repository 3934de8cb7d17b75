import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
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
}

/** The whole page over what `main.tsx` has put together: the real engine there, a fake one in tests. */
export function App({ loader, client, router, opened }: AppProps) {
  useEffect(() => followLinks(document, router), [router])
  return (
    <LoaderContext value={loader}>
      <QueryClientProvider client={client}>
        <OpenedContext value={opened}>
          <RouterContext value={router}>
            <Shell>
              <ErrorBoundary>
                <Page />
              </ErrorBoundary>
            </Shell>
          </RouterContext>
        </OpenedContext>
      </QueryClientProvider>
    </LoaderContext>
  )
}
