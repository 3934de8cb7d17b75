import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Model } from '../engine/engine.ts'
import type { OpenedModel } from '../protocol/calls.ts'
import type { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { LoadEstimate } from './load-estimate.ts'
import { useLoader } from './loader-context.ts'
import { sessionOptions } from './session.ts'

export type Session =
  | { readonly status: 'loading'; readonly estimate: LoadEstimate | undefined }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: VitrineError }
  | { readonly status: 'ready'; readonly opened: OpenedModel }

/** Loads the model when the component comes, and lets it go when the last one that uses it has left. */
export function useSession(
  manifest: Manifest,
  runtime: Runtime,
): { session: Session; load: () => void; cancel: () => void } {
  const loader = useLoader()
  const query = useQuery(sessionOptions(loader, manifest, runtime))
  const estimate = useSyncExternalStore(loader.subscribe, loader.estimate)
  const opened = useOpened(query.data)
  return {
    session: sessionOf(query, estimate, opened),
    load: () => void query.refetch(),
    cancel: loader.cancel,
  }
}

function sessionOf(
  query: UseQueryResult<Model, VitrineError>,
  estimate: LoadEstimate | undefined,
  opened: OpenedModel | undefined,
): Session {
  if (opened !== undefined) return { status: 'ready', opened }
  if (query.status !== 'error') return { status: 'loading', estimate }
  const { error } = query
  return error.code === 'aborted' ? { status: 'cancelled' } : { status: 'failed', error }
}

/** After its worker has died, a model may run elsewhere than before. */
function useOpened(model: Model | undefined): OpenedModel | undefined {
  const subscribe = useCallback(
    (listener: () => void) => model?.onReopened(listener) ?? (() => {}),
    [model],
  )
  return useSyncExternalStore(subscribe, () => model?.opened)
}
