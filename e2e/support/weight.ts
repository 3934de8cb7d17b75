import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { StaticServer } from '../../hosting/static-server.js'
import { sitePrefix } from './site.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))

/** What a host that compresses would have sent for each file that was asked for, by path, in bytes. */
export function gzipSizes(site: StaticServer): Map<string, number> {
  const paths = site.requests
    .filter(({ status }) => status === 200)
    .map(({ path }) => path.slice(sitePrefix.length).replace(/\?.*/, '') || 'index.html')
  return new Map(paths.map((path) => [path, gzipSync(readFileSync(join(dist, path))).length]))
}

export function sum(sizes: Iterable<[string, number]>, counts: (path: string) => boolean): number {
  let total = 0
  for (const [path, size] of sizes) if (counts(path)) total += size
  return total
}
