import { parseTopK, usualTopK } from '../../ui/top-k.ts'

/** The settings as they travel behind the "#" of an address; pictures stay where they are. */
export function writeShared(topK: number): URLSearchParams {
  return new URLSearchParams({ topK: String(topK) })
}

/** What an address says; what will not do is the default. */
export function readShared(state: URLSearchParams): number {
  return parseTopK(state.get('topK') ?? '') ?? usualTopK
}
