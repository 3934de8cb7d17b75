import type { Reach } from './spawn.ts'

/** Only what lies on another site needs a worker that can fetch from there. `local:` is not a place to fetch from. */
export function reachOf(address: string, pageUrl: string): Reach {
  const { origin, protocol } = new URL(address, pageUrl)
  return protocol.startsWith('http') && origin !== new URL(pageUrl).origin ? 'anywhere' : 'site'
}
