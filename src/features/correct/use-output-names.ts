import { useQuery } from '@tanstack/react-query'
import type { Manifest } from '../../protocol/manifest.ts'
import { graphOptions } from '../../queries/described.ts'
import { useLoader } from '../../queries/loader-context.ts'

/** What the model's outputs are called; none while that is being read, or where it cannot be. */
export function useOutputNames(manifest: Manifest): readonly string[] {
  const { data } = useQuery(graphOptions(useLoader(), manifest))
  return data?.outputs.map(({ name }) => name) ?? []
}
