import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { headersOf, isolationHeaders, siteHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'

type Headers = Readonly<Record<string, string>>

/** What hosts send with every file of a site. */
export const headerSets = {
  'the headers of the site': headersOf(),
  'those without isolation': headersOf({ isolated: false }),
  'no headers at all': () => ({}),
  'headers for being embedded anywhere': () => embeddable(),
} as const satisfies Record<string, (path: string) => Headers>
export type HeaderSet = keyof typeof headerSets

/** The pages that frame ours; they lie beside it, and `127.0.0.1` makes them another site. */
export const parents = {
  'a plain page': 'parent.html',
  'an isolated page': 'isolated.html',
} as const
export type Parent = keyof typeof parents

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const notNeeded = /\.(asyncify|jspi)-[^/]*\.wasm$/

export interface Embedded {
  /** Which headers the site is sent with from now on. */
  headers: HeaderSet
  readonly site: StaticServer
  close(): Promise<void>
}

export async function serveEmbedded(): Promise<Embedded> {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-embed-'))
  cpSync(dist, root, { recursive: true, filter: (path) => !notNeeded.test(path) })
  for (const name of Object.values(parents))
    writeFileSync(
      join(root, name),
      '<!doctype html><link rel="icon" href="data:,"><title>Parent</title>',
    )
  const site = await serveStatic({
    root,
    headersOf(path) {
      if (path === parents['a plain page']) return {}
      return path === parents['an isolated page']
        ? isolationHeaders
        : headerSets[embedded.headers](path)
    },
  })
  const embedded: Embedded = {
    headers: 'no headers at all',
    site,
    async close() {
      await site.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
  return embedded
}

function embeddable(): Headers {
  const headers = siteHeaders()
  return {
    ...headers,
    'Content-Security-Policy': (headers['Content-Security-Policy'] ?? '').replace(
      "frame-ancestors 'self'",
      'frame-ancestors *',
    ),
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
}
