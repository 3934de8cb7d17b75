import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Model } from '../engine/engine.ts'
import type { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { sessionName, type Loader } from './loader.ts'

const root = 'session'

/**
 * A loaded model. It never goes stale, and leaves with the last component that watches it. The function does not
 * read `signal`: under StrictMode that would abort the first of two mounts and load everything twice.
 */
export function sessionOptions<M extends Manifest>(loader: Loader, manifest: M, runtime: Runtime) {
  return queryOptions<Model<M['task']>, VitrineError>({
    queryKey: [root, sessionName(manifest, runtime)],
    queryFn: () => loader.open(manifest, runtime),
    staleTime: Infinity,
    // What has failed is tried again when the visitor says so, not because another part of the page came later.
    retryOnMount: false,
    gcTime: 0,
    structuralSharing: false,
  })
}

/**
 * Ends a model's worker when nobody watches its session any more. Returns the unsubscriber.
 *
 * Asks by key and not by query: with `gcTime: 0` a query made by a slow render can be dropped before its observers
 * come, and they then move, one after the other, to a new query under the same key.
 */
export function releaseUnwatched(client: QueryClient, loader: Loader): () => void {
  const cache = client.getQueryCache()
  return cache.subscribe(({ type, query: { queryKey } }) => {
    const [kind, session] = queryKey
    if (type !== 'observerRemoved' || kind !== root) return
    // StrictMode takes the last observer away and puts it back before this fires.
    setTimeout(() => {
      const watchers = cache.find({ queryKey })?.getObserversCount() ?? 0
      if (watchers === 0) loader.release(session as string)
    })
  })
}
