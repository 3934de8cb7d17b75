import { queryOptions } from '@tanstack/react-query'
import type { VitrineError } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { Described, ExportSource } from '../protocol/source.ts'
import type { StoreReport } from '../protocol/stored.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { Loader } from './loader.ts'

/**
 * What an export is, with the person's corrections. Like a session it does not read `signal`: see `session.ts`.
 * @param name tells this source from all others: its link, or the id under which `opened-exports.ts` keeps it
 */
export function describedOptions(
  loader: Loader,
  name: string,
  source: ExportSource,
  author: VitrineJson,
) {
  return queryOptions<Described, VitrineError>({
    queryKey: ['described', name, author],
    queryFn: () => loader.describe(name, source, author),
    staleTime: Infinity,
    // The files of an export from the device are nowhere else; the list of demos shows its title, too.
    gcTime: Infinity,
    structuralSharing: false,
  })
}

/** The model's graph, as the inspector shows it. */
export function graphOptions(loader: Loader, manifest: Manifest) {
  return queryOptions<GraphFacts, VitrineError>({
    queryKey: ['graph', manifest.base, manifest.pinned ?? manifest.model],
    queryFn: ({ signal }) => loader.inspect(manifest, signal),
    staleTime: Infinity,
  })
}

export function storedOptions(loader: Loader) {
  return queryOptions<StoreReport, VitrineError>({
    queryKey: ['stored'],
    queryFn: () => loader.stored(),
    staleTime: 0,
  })
}
