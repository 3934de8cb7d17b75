import { QueryClient } from '@tanstack/react-query'
import { releaseUnwatched } from './session.ts'
import type { Loader } from './loader.ts'

/** Everything asked for here is local or static, so: also offline, no second tries, no refreshing by itself. */
export function createQueryClient(loader: Loader): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  })
  releaseUnwatched(client, loader)
  return client
}
