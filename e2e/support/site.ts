import { fileURLToPath } from 'node:url'
import { headersOf } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'

/** Not the root of the server: the site has to work under any sub-path. */
export const sitePrefix = '/demo/site/'

/** Where browsers report what the policy stopped. */
export const reportPath = '/violations'

/** The built site on a static host of its own. Close it when done. */
export function serveSite(
  options: { isolated?: boolean; compress?: boolean } = {},
): Promise<StaticServer> {
  const root = fileURLToPath(new URL('../../dist', import.meta.url))
  const { isolated = true, compress = false } = options
  const hostHeadersOf = headersOf({ isolated })
  return serveStatic({
    root,
    prefix: sitePrefix,
    compress,
    headersOf: (path) => {
      const headers = hostHeadersOf(path)
      const policy = headers['Content-Security-Policy'] ?? ''
      // The same policy once more, only so that the browser tells the server what it stops: of violations
      // in workers it tells no one else.
      const reporting = `${policy}; report-uri ${reportPath}`
      return { ...headers, 'Content-Security-Policy-Report-Only': reporting }
    },
  })
}

/** What browsers have reported to the server since its log was last emptied. */
export function reportedViolations(site: StaticServer): string[] {
  return site.requests.filter(({ path }) => path === reportPath).map(({ sent }) => sent)
}
