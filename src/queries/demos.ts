import { queryOptions } from '@tanstack/react-query'
import { VitrineError, asVitrineError } from '../protocol/errors.ts'
import type { DemoIndex, Manifest } from '../protocol/manifest.ts'

const indexPath = 'models/index.json'

/** The demos of this site. Fails with `index-unreachable` or `file-is-web-page`. */
export function demosOptions() {
  return queryOptions<readonly Manifest[], VitrineError>({
    queryKey: ['demos'],
    queryFn: fetchDemos,
    staleTime: Infinity,
  })
}

async function fetchDemos(): Promise<readonly Manifest[]> {
  try {
    const response = await fetch(indexPath)
    if (!response.ok) throw new VitrineError('index-unreachable', { status: response.status })
    const text = await response.text()
    // Tunnels and login pages answer 200 with a page of their own.
    if (text.trimStart().startsWith('<')) {
      throw new VitrineError('file-is-web-page', { path: indexPath })
    }
    return demosOf(JSON.parse(text))
  } catch (error) {
    throw asVitrineError(error, 'index-unreachable')
  }
}

/** The index is written by the build that made this page: only that it is an index at all is in question. */
function demosOf(index: DemoIndex): readonly Manifest[] {
  if (!Array.isArray(index.demos)) throw new VitrineError('index-unreachable')
  return index.demos
}
