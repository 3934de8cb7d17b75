import type { QueryClient } from '@tanstack/react-query'
import type { Manifest } from '../protocol/manifest.ts'

export interface ShownSession {
  readonly manifest: Manifest
  readonly isLoading: boolean
}

/** The session that the page shows, from its load on: what is open already the loader knows better. */
export function shownSession(client: QueryClient): ShownSession | undefined {
  const [session] = client.getQueryCache().findAll({ queryKey: ['session'], type: 'active' })
  if (session === undefined) return undefined
  // As `sessionName` wrote it.
  const [, manifest] = JSON.parse(session.queryKey[1] as string) as [unknown, Manifest]
  return { manifest, isLoading: session.state.fetchStatus === 'fetching' }
}
