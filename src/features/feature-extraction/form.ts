import type { FeatureExtractionManifest } from '../../protocol/manifest.ts'

/** The two texts, as they stand in their boxes. */
export type Texts = readonly [first: string, second: string]

/** The texts as they travel behind the "#" of an address. */
export function writeShared([first, second]: Texts): URLSearchParams {
  return new URLSearchParams({ first, second })
}

/** What an address says, else the first example. */
export function readShared(
  state: URLSearchParams,
  { examples: [example] }: FeatureExtractionManifest,
): Texts {
  if (!state.has('first') && !state.has('second')) return example?.texts ?? ['', '']
  return [state.get('first') ?? '', state.get('second') ?? '']
}
