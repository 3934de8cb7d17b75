import { ApiError } from './errors.ts'
import type { ApiRequest } from './http.ts'

/**
 * In Node a server answers whoever reaches it, and a page of any site can reach loopback, if only to keep the models busy. A
 * link that somebody follows may come from anywhere. In the page only its own origin gets this far.
 * @throws ApiError `origin-refused`
 */
export function checkOrigin({ method, headers }: ApiRequest): void {
  const site = headers['sec-fetch-site']
  if (site === undefined) {
    // Browsers leave it out where a page came over plain http from another machine.
    const { origin, host } = headers
    if (origin === undefined || host === undefined) return
    if (hostOf(origin) !== host.toLowerCase()) throw new ApiError('origin-refused')
    return
  }
  if (site === 'same-origin' || site === 'none') return
  if (headers['sec-fetch-mode'] === 'navigate' && (method === 'GET' || method === 'HEAD')) return
  throw new ApiError('origin-refused')
}

/** Undefined for "null", which is nobody's. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
